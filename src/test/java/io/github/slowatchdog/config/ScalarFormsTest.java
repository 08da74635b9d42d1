package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarFormsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0s, 0",
        "500ms, 500",
        "90s, 90000",
        "1h30m, 5400000",
        "1d, 86400000",
        "1w2d, 777600000",
        "1y, 31536000000",
        "1m500ms, 60500",
        "100y, 3153600000000"
    })
    void durations(String text, long millis) {
        assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "5",
                "-5s",
                "1.5h",
                "30m1h",
                "1h1h",
                "5 s",
                "5S",
                "5sec",
                "101y",
                "999999999y",
                "10000000000s"
            })
    void notDurations(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void durationsAreWrittenAsTheyAreRead() {
        Random random = new Random(11);
        for (int i = 0; i < 1000; i++) {
            Duration duration = Duration.ofMillis(random.nextLong(Durations.LONGEST.toMillis()));
            assertThat(Durations.parse(Durations.text(duration))).contains(duration);
        }
        assertThat(Durations.text(Duration.ofMinutes(90))).isEqualTo("1h30m");
        assertThat(Durations.text(Duration.ZERO)).isEqualTo("0s");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1024, 1024", "5B, 5", "512KiB, 524288", "16MiB, 16777216", "2GiB, 2147483648"})
    void sizes(String text, long bytes) {
        assertThat(Sizes.parse(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "16M", "16MB", "16 MiB", "-1", "1.5MiB", "9999999999999", "17179869185GiB"})
    void notSizes(String text) {
        assertThat(Sizes.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "expct, expect",
        "thresold, expect",
        "query, expr",
        "intervall, interval",
        "Name, name",
        "on_braech, on_breach",
        "warning, warn",
        "stpo, stop"
    })
    void suggestions(String written, String meant) {
        assertThat(Suggestion.nearest(
                        written, List.of("name", "expect", "expr", "interval", "on_breach", "warn", "stop")))
                .contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"frobnicate", "x", "", "stopper_of_everything"})
    void noSuggestions(String written) {
        assertThat(Suggestion.nearest(written, List.of("name", "expect", "stop")))
                .isEmpty();
    }

    @Test
    void quotesStayOnOneLineAndShort() {
        assertThat(Quote.of("a\"b\\c\nd\u001b[31m\u202e")).isEqualTo("\"a\\\"b\\\\c\\nd\\u001b[31m\\u202e\"");
        assertThat(Quote.of("\uD83D\uDE00".repeat(200))).hasSize(2 * 100 + 5).endsWith("...\"");
        assertThat(Quote.of("\uD83D")).isEqualTo("\"\\ud83d\"");
    }
}
