package io.github.slowatchdog.redis;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Values of the keys in Redis that a fuzzer makes up, as anybody may have written them: {@code bench/fuzz}. */
class FlagFuzz {

    @FuzzTest
    void flag(byte[] value) throws IOException {
        FlagLaws.flag(value);
    }

    /** The newest order, and the word that a running watchdog leaves. */
    @FuzzTest
    void order(byte[] value) {
        FlagLaws.order(value);
        FlagLaws.word(value);
    }
}
