package io.github.slowatchdog.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A process of which no {@code up} has been read when its first counter is: found by the simulator (docs/trust.md). */
class CountLedgerTest {

    private static final Instant BEGAN = Instant.ofEpochSecond(1_000);

    private final CountLedger ledger = new CountLedger(Optional.empty(), Lane.PROMETHEUS);
    private final Targets targets = new Targets();
    private final Series.Builder samples =
            Series.of(Labels.of(Labels.NAME, "events_total", "job", "bot", "instance", "b"));

    /** Between the question for {@code up} and the one for the counter a new target was scraped for the first time. */
    @Test
    void firstSeenBetweenTwoQuestionsIsTheBaselineAllTheSame() {
        scraped("a", 1_005, 1_020);
        assertThat(counted(1_031, 7)).isZero();

        scraped("b", 1_030);
        assertThat(counted(1_046, 7)).isZero();
        scraped("b", 1_045, 1_060);
        assertThat(counted(1_061, 9)).isEqualTo(2);
    }

    /** Pushed or federated metrics: others had been read, so it was born, and the second answer that shows it says so. */
    @Test
    void whereNoUpEverSpeaksOfItItIsCountedWithTheNextAnswer() {
        scraped("a", 1_005, 1_020, 1_035);
        assertThat(counted(1_031, 7)).isZero();

        assertThat(counted(1_046, 7)).isEqualTo(7);
    }

    private void scraped(String instance, long... seconds) {
        Series.Builder up = Series.of(Labels.of(Labels.NAME, "up", "job", "bot", "instance", instance));
        for (long second : seconds) {
            up.add(Instant.ofEpochSecond(second), 1);
        }
        targets.take(List.of(up.build()), List.of());
    }

    /** What has been counted after an answer at this second, whose newest sample of {@code b} is a second old and has this value. */
    private double counted(long second, double value) {
        samples.add(Instant.ofEpochSecond(second - 1), value);
        ledger.take(
                new Measurement.Samples(
                        Instant.ofEpochSecond(second), List.of(List.of(samples.build())), Optional.empty()),
                targets,
                Scope.since(BEGAN));
        return ledger.total();
    }
}
