package io.github.slowatchdog.bot;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Pages that a fuzzer makes up: {@code bench/fuzz}. Not run with the other tests, since the fuzzer rewrites classes as they are loaded;
 * what it once found, and what it starts from, is kept and read by {@link ExpositionSeedsTest} in each build.
 */
class ExpositionFuzz {

    @FuzzTest
    void text(byte[] page) {
        PageLaws.parser(ExpositionParser.Format.TEXT, page);
    }

    @FuzzTest
    void openMetrics(byte[] page) {
        PageLaws.parser(ExpositionParser.Format.OPEN_METRICS, page);
    }

    @FuzzTest
    void reader(byte[] page) {
        PageLaws.reader(page);
    }
}
