package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A watchdog that does not keep up says so: ticks missed, how long they took, and an event now and then. */
class OverloadTest {

    private static final Instant T = Instant.parse("2026-11-26T12:00:00Z");

    private final Ticker ticker = new Ticker(
            "many", Duration.ofSeconds(1), List.of(new Watch(objective(), Duration.ofSeconds(1), T, T)), Map.of(), T);

    private static Objective objective() {
        return new Objective(
                "one",
                "many",
                new Indicator.Count(Selector.parse("a_total"), Optional.empty()),
                Expectation.parse("== 0"),
                Consequence.STOP,
                List.of(Lane.BOT),
                Duration.ZERO,
                Optional.empty(),
                NoData.UNKNOWN,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Consequence.WARN,
                Optional.empty(),
                false,
                new Objective.Notes(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>()));
    }

    private void tick(double begin, double end) {
        ticker.begin(Lane.BOT, at(begin));
        ticker.end(Lane.BOT, at(end));
    }

    private static Instant at(double seconds) {
        return T.plusMillis(Math.round(seconds * 1000));
    }

    @Test
    void aTickInTimeMissesNone() {
        tick(0, 0.9);
        tick(1.01, 1.9);

        assertThat(ticker.view().ticksMissed()).isZero();
        assertThat(ticker.view().took()).isEqualTo(Duration.ofMillis(890));
        assertThat(ticker.trouble(at(2))).isEmpty();
    }

    @Test
    void aTickThatTakesLongerThanTheIntervalMissesTheNext() {
        tick(0, 2.5);

        assertThat(ticker.view().ticksMissed()).isEqualTo(2);
    }

    @Test
    void aLoopThatComesToItLateHasMissedItToo() {
        tick(0, 0.1);
        tick(3.2, 3.3);

        assertThat(ticker.view().ticksMissed()).isEqualTo(2);
        assertThat(ticker.view().lag()).isEqualTo(Duration.ofMillis(2200));
    }

    @Test
    void aClockThatIsSetMissesNothing() {
        tick(0, 0.1);
        ticker.clockSet(Duration.ofHours(1));
        tick(3601, 3601.1);

        assertThat(ticker.view().ticksMissed()).isZero();
    }

    @Test
    void isToldAtOnceAndThenOnceAMinute() {
        tick(0, 2.5);
        assertThat(ticker.trouble(at(3)))
                .contains(Map.of("group", "many", "missed", 2L, "interval_s", 1.0, "took_s", 2.5, "objectives", 1));
        tick(3, 5.5);
        assertThat(ticker.trouble(at(6))).isEmpty();
        assertThat(ticker.trouble(at(63)).map(data -> data.get("missed"))).isEqualTo(Optional.of(3L));
        assertThat(ticker.trouble(at(200))).as("nothing more was missed").isEmpty();
    }
}
