package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as they are typed. */
class TimeArgumentTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T13:00:00Z, 2026-11-21T13:00:00Z",
        "2026-11-21T13:00:00+02:00, 2026-11-21T11:00:00Z",
        "1795267812, 2026-11-21T13:30:12Z",
        "1795267812.5, 2026-11-21T13:30:12.500Z",
        "now, 2026-11-26T12:00:00Z",
        "-24h, 2026-11-25T12:00:00Z",
        "now-1h30m, 2026-11-26T10:30:00Z",
        "yesterday, ",
        "24h, ",
        "-, ",
        "-1x, ",
        "2026-11-21, ",
        "2026-13-21T13:00:00Z, ",
        "999999999999, ",
    })
    void isRead(String text, Instant time) {
        assertThat(TimeArgument.parse(text, NOW)).isEqualTo(Optional.ofNullable(time));
    }
}
