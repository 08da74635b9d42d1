package io.github.slowatchdog.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --suggest} is made of. */
class DistributionTest {

    private static Distribution of(int count) {
        Distribution numbers = new Distribution();
        for (int i = 1; i <= count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    @Test
    void quantilesOfFewAreExact() {
        Distribution numbers = of(1000);
        assertThat(numbers.count()).isEqualTo(1000);
        assertThat(numbers.least()).isEqualTo(1);
        assertThat(numbers.greatest()).isEqualTo(1000);
        assertThat(numbers.quantile(0.5)).isEqualTo(500);
        assertThat(numbers.quantile(0.99)).isEqualTo(990);
        assertThat(numbers.quantile(1)).isEqualTo(1000);
        assertThat(numbers.quantile(0)).isEqualTo(1);
        assertThat(of(0).quantile(0.5)).isNaN();
    }

    @Test
    void quantilesOfManyAreNear() {
        Distribution numbers = of(500_000);
        assertThat(numbers.greatest()).isEqualTo(500_000);
        assertThat(numbers.quantile(0.5)).isCloseTo(250_000, within(5_000.0));
        assertThat(numbers.quantile(0.99)).isCloseTo(495_000, within(1_500.0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "< 5; 0.1234; 4.321; <= 4.4",
                "<= 100; 0; 0; <= 0",
                ">= 95%; 0.9876; 1; >= 0.98",
                "in [1, 5]; 1.26; 123; in [1.2, 130]",
                "== 0; 0; 3; ",
                "> 0; -1234; 5; >= -1300",
                "< 0.5%; 0; 0.00012345; <= 0.00013",
            })
    void aThresholdLeavesRoomForAllThatWasSeen(String expect, double least, double greatest, String suggested) {
        Distribution numbers = new Distribution();
        numbers.add(least);
        numbers.add(greatest);
        assertThat(LevelSuggestion.of(objective(expect), numbers)).isEqualTo(Optional.ofNullable(suggested));
    }

    private static Objective objective(String expect) {
        return new Objective(
                "one",
                "group",
                new Indicator.Gauge(Selector.parse("lag")),
                Expectation.parse(expect),
                Consequence.WARN,
                List.of(Lane.PROMETHEUS),
                Duration.ZERO,
                Optional.empty(),
                NoData.UNKNOWN,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Consequence.WARN,
                Optional.empty(),
                false,
                Objective.Notes.NONE);
    }
}
