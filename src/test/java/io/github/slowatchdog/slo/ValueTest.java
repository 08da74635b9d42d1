package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and lengths of time as people are shown them. */
class ValueTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "3, 3",
        "-3, -3",
        "0.005, 0.005",
        "NaN, NaN",
        "Infinity, Infinity",
        "999999999999999, 999999999999999",
        "1e15, 1.0E15",
        "-1e15, -1.0E15"
    })
    void aNumberIsWrittenAsPeopleWriteIt(double number, String shown) {
        assertThat(Value.of(number)).hasToString(shown);
        assertThat(Value.format(number)).isEqualTo(shown);
    }

    @Test
    void numbersAreTheSameBitByBit() {
        assertThat(Value.of(0)).isEqualTo(new Value.Num(0)).hasSameHashCodeAs(new Value.Num(0));
        assertThat(Value.of(0)).as("nearly every count is this one").isSameAs(Value.of(0));
        assertThat(Value.of(Double.NaN)).isEqualTo(Value.of(Double.NaN)).hasSameHashCodeAs(Value.of(Double.NaN));
        assertThat(Value.of(-0.0)).isNotEqualTo(Value.of(0));
        assertThat(Value.of(1)).isNotEqualTo(Value.of(2)).isNotEqualTo(Value.of("1"));
        assertThat(Value.of(1).hashCode()).isNotEqualTo(Value.of(2).hashCode());
    }

    @Test
    void ofALongTextTheBeginningIsShown() {
        String shown = "x".repeat(Value.Text.SHOWN);
        assertThat(Value.of(shown)).hasToString(shown);
        assertThat(Value.of(shown + "y")).hasToString(shown + "...");
    }

    @Test
    void whatIsNotThereOrContradictsItselfSaysWhy() {
        assertThat(new Value.Absent("no match")).hasToString("no match");
        assertThat(new Value.Broken("two at once")).hasToString("two at once");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ms",
        "999, 999ms",
        "1000, 1s",
        "1500, 1s500ms",
        "60000, 1m",
        "90000, 1m30s",
        "3600000, 1h",
        "86400000, 1d",
        "86399999, 23h59m59s999ms",
        "90061001, 1d1h1m1s1ms"
    })
    void aLengthOfTimeIsWrittenAsPrometheusWritesIt(long millis, String text) {
        assertThat(Spans.text(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void aLengthOfTimeReadsBackAsTheSame() {
        Map<String, Long> units = Map.of("d", 86_400_000L, "h", 3_600_000L, "m", 60_000L, "s", 1000L, "ms", 1L);
        Random random = new Random(20261127);
        for (int round = 0; round < 500; round++) {
            long millis = random.nextInt(1 << random.nextInt(31));
            Matcher part = Pattern.compile("([0-9]+)(ms|[dhms])").matcher(Spans.text(Duration.ofMillis(millis)));
            long read = 0;
            while (part.find()) {
                read += Long.parseLong(part.group(1)) * units.getOrDefault(part.group(2), 0L);
            }
            assertThat(read).isEqualTo(millis);
        }
    }
}
