package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;

/**
 * The newest sample of a series that has been taken in, and how far apart its samples are. It is moved on with each, not made anew.
 *
 * <p>A recording rule that runs once a minute writes more seldom than its process is scraped: by the scrapes alone it would be taken for
 * gone between any two of its samples. Confined to the loop.
 */
class Watermark {

    private Instant at;
    /** The newest distance between two samples and the one before it, in milliseconds; 0: not known. */
    private long step;

    private long stepBefore;

    /** The first sample of a series. */
    Watermark(Instant at) {
        this(at, 0);
    }

    /** @param step what {@link #step} was before a restart */
    Watermark(Instant at, long step) {
        this.at = at;
        this.step = step;
        this.stepBefore = step;
    }

    final Instant at() {
        return at;
    }

    /** Takes a newer sample. */
    final void moveTo(Instant next) {
        stepBefore = step;
        step = Duration.between(at, next).toMillis();
        at = next;
    }

    /** How far apart its samples are, in milliseconds; 0 before three are known: of two distances the longer may be an outage. */
    final long step() {
        return Math.min(step, stepBefore);
    }

    /** Whether its next sample but one is still to come, by its own rhythm: one may be late, or have been missed. */
    final boolean isInStep(Instant now) {
        return now.isBefore(at.plusMillis(step() + step() * 3 / 4));
    }
}
