package io.github.slowatchdog.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How long ago something happened, by a clock that nobody can set. */
final class Elapsed {

    private final LongSupplier nanos;
    private Optional<Long> happened = Optional.empty();

    /** @param nanos such as {@link System#nanoTime} */
    Elapsed(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** It happens now. */
    void now() {
        happened = Optional.of(nanos.getAsLong());
    }

    /** Whether it happened, and less than this long ago. */
    boolean isWithin(Duration time) {
        return happened.filter(at -> nanos.getAsLong() - at < time.toNanos()).isPresent();
    }
}
