package io.github.slowatchdog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** By the time that has passed, whatever clocks say; also where nanoTime overflows or is below zero. */
class ElapsedTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final Elapsed elapsed = new Elapsed(nanos::get);

    @Test
    void whatNeverHappenedIsNotLately() {
        assertThat(elapsed.isWithin(LIMIT)).isFalse();
    }

    @Test
    void itIsLatelyUntilTheTimeHasPassed() {
        elapsed.now();
        assertThat(elapsed.isWithin(LIMIT)).isTrue();
        nanos.addAndGet(LIMIT.toNanos() - 1);
        assertThat(elapsed.isWithin(LIMIT)).isTrue();
        nanos.incrementAndGet();
        assertThat(elapsed.isWithin(LIMIT)).isFalse();
        elapsed.now();
        assertThat(elapsed.isWithin(LIMIT)).isTrue();
    }
}
