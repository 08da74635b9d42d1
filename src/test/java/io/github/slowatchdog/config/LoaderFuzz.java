package io.github.slowatchdog.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Files that a fuzzer makes up: {@code bench/fuzz}. */
class LoaderFuzz {

    @FuzzTest
    void configuration(byte[] text) throws IOException {
        LoaderLaws.configuration(text);
    }

    @FuzzTest
    void rules(byte[] text) throws IOException {
        LoaderLaws.rules(text);
    }

    @FuzzTest
    void plan(byte[] text) throws IOException {
        LoaderLaws.plan(text);
    }

    /** A single value of a rule: the first byte says which. */
    @FuzzTest
    void value(byte[] text) {
        LoaderLaws.value(text);
    }

    @FuzzTest
    void duration(byte[] text) {
        LoaderLaws.duration(new String(text, StandardCharsets.UTF_8));
    }
}
