package io.github.slowatchdog.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When to tell that ticks are missed: the first time at once, then once a minute for as long as it goes on. */
final class Overload {

    private static final Duration OFTEN = Duration.ofMinutes(1);

    private long told;
    private Optional<Instant> toldAt = Optional.empty();

    /**
     * How many have been missed since that was told last; empty if there is nothing to tell now.
     *
     * @param missed in all
     */
    Optional<Long> due(long missed, Instant now) {
        long newly = missed - told;
        boolean again = toldAt.map(at -> Duration.between(at, now).abs().compareTo(OFTEN) >= 0)
                .orElse(true);
        if (newly == 0 || !again) {
            return Optional.empty();
        }
        told = missed;
        toldAt = Optional.of(now);
        return Optional.of(newly);
    }
}
