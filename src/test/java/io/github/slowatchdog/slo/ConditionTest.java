package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    @ParameterizedTest
    @CsvSource({
        "03:00, 05:00, 02:59:59.999, false",
        "03:00, 05:00, 03:00:00, true",
        "03:00, 05:00, 04:59:59.999, true",
        "03:00, 05:00, 05:00:00, false",
        "23:00, 01:00, 22:59:59, false",
        "23:00, 01:00, 23:00:00, true",
        "23:00, 01:00, 23:59:59.999, true",
        "23:00, 01:00, 00:00:00, true",
        "23:00, 01:00, 00:59:59, true",
        "23:00, 01:00, 01:00:00, false",
        "22:00, 00:00, 23:59:59, true",
        "22:00, 00:00, 00:00:00, false",
        "00:00, 06:00, 00:00:00, true",
    })
    void holdsFromTheFirstMinuteToBeforeTheLast(String from, String to, String time, boolean holds) {
        Instant instant = Instant.parse("2026-11-21T" + time + "Z");
        assertThat(utc(from, to, false).holdsAt(instant)).isEqualTo(holds);
        assertThat(utc(from, to, true).holdsAt(instant)).isEqualTo(!holds);
    }

    @Test
    void isTheSameEveryDay() {
        for (int day = 0; day < 800; day++) {
            Instant midnight = Instant.parse("2027-12-30T00:00:00Z").plusSeconds(day * 86_400L);
            assertThat(utc("23:30", "00:30", false).holdsAt(midnight)).isTrue();
            assertThat(utc("23:30", "00:30", false).holdsAt(midnight.plusSeconds(43_200)))
                    .isFalse();
        }
    }

    @Test
    void anEmptyTimeOfDayIsRefused() {
        assertThatThrownBy(() -> utc("03:00", "03:00", false)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Condition.WhenUtc utc(String from, String to, boolean negated) {
        return new Condition.WhenUtc(LocalTime.parse(from), LocalTime.parse(to), negated);
    }

    @Test
    void anExpressionHoldsByAnyValueThatIsSomething() {
        Condition when = new Condition.WhenExpr("open");
        assertThat(when.indicator()).contains(new Indicator.Expr("open"));
        assertThat(when.holdsBy(vector(0, 2))).isTrue();
        assertThat(when.holdsBy(vector(-1))).isTrue();
        assertThat(when.holdsBy(vector(0, Double.NaN))).isFalse();
        assertThat(when.holdsBy(vector())).isFalse();
        assertThat(when.holdsBy(new Measurement.Found(Instant.EPOCH, Value.of(1))))
                .isFalse();
    }

    @Test
    void aProbeHoldsByWhatIsExpected() {
        Indicator.Probe probe = new Indicator.Probe(URI.create("http://bot/"), "$.open", Duration.ofSeconds(1));
        Condition when = new Condition.WhenProbe(probe, Expectation.parse("== yes"));
        assertThat(when.indicator()).contains(probe);
        assertThat(when.holdsBy(new Measurement.Found(Instant.EPOCH, Value.of("yes"))))
                .isTrue();
        assertThat(when.holdsBy(new Measurement.Found(Instant.EPOCH, Value.of("no"))))
                .isFalse();
        assertThat(when.holdsBy(vector(1))).isFalse();
    }

    @Test
    void theTimeOfDayNeedsNoAnswer() {
        Condition when = utc("03:00", "05:00", false);
        assertThat(when.indicator()).isEmpty();
        assertThat(when.holdsBy(vector())).isTrue();
    }

    private static Measurement vector(double... values) {
        return new Measurement.Vector(
                Instant.EPOCH,
                Arrays.stream(values)
                        .mapToObj(value -> new Measurement.Element(Labels.NONE, Instant.EPOCH, value))
                        .toList(),
                Optional.empty());
    }
}
