package io.github.slowatchdog.slo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Expectations and selectors that a fuzzer makes up: {@code bench/fuzz}. */
class SyntaxFuzz {

    @FuzzTest
    void expectation(byte[] text) {
        SyntaxLaws.expectation(new String(text, StandardCharsets.UTF_8));
    }

    @FuzzTest
    void selector(byte[] text) {
        SyntaxLaws.selector(new String(text, StandardCharsets.UTF_8));
    }
}
