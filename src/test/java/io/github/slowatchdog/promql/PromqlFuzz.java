package io.github.slowatchdog.promql;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Expressions that a fuzzer makes up: {@code bench/fuzz}. */
class PromqlFuzz {

    @FuzzTest
    void expression(byte[] text) {
        PromqlLaws.expression(new String(text, StandardCharsets.UTF_8));
    }
}
