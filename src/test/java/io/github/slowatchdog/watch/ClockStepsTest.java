package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A clock that is set, told from one that goes (baselines: 30). */
class ClockStepsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final ClockSteps steps = new ClockSteps(NOON, nanos::get);

    @Test
    void timeThatPassesIsNoStep() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(steps.since(NOON.plusSeconds(3600))).isEmpty();
        assertThat(steps.since(NOON.plusSeconds(3604))).as("a little").isEmpty();
        assertThat(steps.count()).isZero();
    }

    @Test
    void aStepIsToldOnceEitherWay() {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(steps.since(NOON.plusSeconds(3601))).contains(Duration.ofHours(1));
        assertThat(steps.since(NOON.plusSeconds(3601))).isEmpty();
        assertThat(steps.since(NOON.plusSeconds(1))).contains(Duration.ofHours(-1));
        assertThat(steps.count()).isEqualTo(2);
    }
}
