package io.github.slowatchdog.replay;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Written series, and whole files that test rules, that a fuzzer makes up: {@code bench/fuzz}. */
class NotationFuzz {

    @FuzzTest
    void series(byte[] text) {
        NotationLaws.series(new String(text, StandardCharsets.UTF_8));
    }

    @FuzzTest
    void file(byte[] text) throws IOException {
        NotationLaws.file(text);
    }
}
