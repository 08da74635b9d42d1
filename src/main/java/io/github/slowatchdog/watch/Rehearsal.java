package io.github.slowatchdog.watch;

import io.github.slowatchdog.stop.StopOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells what a drill does from a breach. A drill makes the bot show what {@code stop.confirm} expects, DRY for one; an
 * objective that reads the same and expects something else is then in breach, and rightly, but it is no reason to stop: the bot
 * does what it was told.
 */
final class Rehearsal {

    /** How long the effect of a drill may take to be seen, after its end: a scrape, and the bot's own way back. */
    private static final Duration LASTS = Duration.ofMinutes(1);

    /** No drill takes longer. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Optional<Confirmation> confirmation;
    private Optional<Instant> last = Optional.empty();
    private Instant until = Instant.MIN;

    Rehearsal(Optional<Confirmation> confirmation) {
        this.confirmation = confirmation;
    }

    /** When the last drill ended well, by the clock of whoever made it. */
    Optional<Instant> last() {
        return last;
    }

    /** A drill is over now, well or not. */
    void over(Instant now) {
        until = now.plus(LASTS);
    }

    /** A drill is known to have ended well at this time; to be called as often as it is heard of. */
    void endedWell(Instant at, Instant now) {
        if (last.filter(at::equals).isEmpty()) {
            last = Optional.of(at);
            if (Duration.between(at, now).abs().compareTo(LASTS) < 0) {
                over(now);
            }
        }
    }

    /** Whether a drill was under way at this time of the past, or had just ended, as far as is known. */
    boolean wasOn(Instant at) {
        return last.filter(end -> at.isBefore(end.plus(LASTS)) && at.isAfter(end.minus(LONGEST)))
                .isPresent();
    }

    /** Whether the objective is in breach only because the bot shows what a stop makes it show. */
    boolean mayHaveCaused(Watch watch) {
        return confirmation
                .filter(how -> how.indicator().equals(watch.objective().indicator()))
                .flatMap(how -> watch.judged().map(value -> how.expect().isMetBy(value)))
                .orElse(false);
    }

    /** Whether a drill is under way, or was a short while ago. */
    boolean isOn(Optional<StopOrder> inForce, Instant now) {
        // a clock that is set back must not make it last
        boolean lately = now.isBefore(until) && !now.plus(LASTS).isBefore(until);
        return inForce.filter(StopOrder::givesWay).isPresent() || lately;
    }
}
