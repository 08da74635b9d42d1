package io.github.slowatchdog.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far a server's clock surely is off, by its Date header (P35). */
class ClockSkewTest {

    /** The server says 10:00:05, which is anything up to 10:00:06. */
    @ParameterizedTest
    @CsvSource({
        // asked, answered, least certain skew in ms
        "05.000, 05.900, 0",
        "05.999, 06.500, 0",
        "04.000, 05.000, 0",
        "06.000, 06.100, 0",
        "00.000, 30.000, 0",
        "06.001, 06.100, -1",
        "09.000, 09.100, -3000",
        "04.000, 04.999, 1",
        "00.000, 01.000, 4000",
    })
    void onlyWhatIsCertainCounts(String asked, String answered, long millis) {
        assertThat(ClockSkew.of("Fri, 21 Nov 2025 10:00:05 GMT", at(asked), at(answered)))
                .hasValue(Duration.ofMillis(millis));
    }

    @Test
    void withoutAReadableDateNothingIsKnown() {
        assertThat(ClockSkew.of(null, at("00.000"), at("01.000"))).isEqualTo(Optional.empty());
        assertThat(ClockSkew.of("yesterday", at("00.000"), at("01.000"))).isEmpty();
    }

    private static Instant at(String seconds) {
        return Instant.parse("2025-11-21T10:00:" + seconds + "Z");
    }
}
