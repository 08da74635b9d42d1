package io.github.slowatchdog.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Notices that the clock was set: wall time and the time that has really passed then disagree. A machine that was suspended looks
 * the same, and is treated the same: nobody has watched that time go by.
 */
final class ClockSteps {

    /** Less than this changes no decision that could not wait for the next measurement. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private Instant wall;
    private long real;
    private int count;

    ClockSteps(Instant now, LongSupplier nanos) {
        this.nanos = nanos;
        this.wall = now;
        this.real = nanos.getAsLong();
    }

    /** Of this clock; one that counts nanoseconds as well is asked for the time that has really passed, such as the clock of a simulation. */
    static ClockSteps by(InstantSource clock) {
        return new ClockSteps(clock.instant(), clock instanceof LongSupplier nanos ? nanos : System::nanoTime);
    }

    /** How far the clock was set since the last call, back being negative; empty if it was not. */
    Optional<Duration> since(Instant now) {
        long read = nanos.getAsLong();
        Duration step = Duration.between(wall, now).minusNanos(read - real);
        wall = now;
        real = read;
        if (step.abs().compareTo(LIMIT) <= 0) {
            return Optional.empty();
        }
        count++;
        return Optional.of(step);
    }

    /** How often it was set so far. */
    int count() {
        return count;
    }
}
