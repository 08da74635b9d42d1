package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to ask a lane, so that its answer holds new samples: just after the next scrape can be seen, and never before
 * (SPEC 3.4). How long a scrape takes to be seen is learned: a question that came too early makes the delay longer, and
 * success makes it shorter again, a little at a time. Without a rhythm to go by, the interval of the group alone counts.
 */
final class Rhythm {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final Duration FIRST = Duration.ofMillis(25);
    /** A question that came too early is asked again so soon, and so often. */
    private static final Duration AGAIN = Duration.ofMillis(40);

    private static final int RETRIES = 3;

    private final Targets targets;
    private Duration delay = FIRST;
    private Optional<Instant> expected = Optional.empty();
    private int retries;

    Rhythm(Targets targets) {
        this.targets = targets;
    }

    /**
     * When to ask next.
     *
     * @param asked when the last question was asked
     * @param now when it has been answered
     * @param interval how often the group wants to be measured
     */
    Instant next(Instant asked, Instant now, Duration interval) {
        // a clock that has been set back meanwhile must not make the next question far off
        Instant began = asked.isAfter(now) ? now : asked;
        if (isTooEarly() && retries < RETRIES) {
            retries++;
            delay = longer();
            return now.plus(AGAIN);
        }
        if (retries == 0) {
            delay = shorter();
        }
        retries = 0;
        // a little before the interval is over is as good as on time; a little late would wait for the scrape after
        Instant earliest = latest(now, began.plus(interval.multipliedBy(3).dividedBy(4)));
        expected = targets.nextSampleAt(earliest.minus(delay));
        return expected.map(sample -> latest(now, sample.plus(delay)))
                .orElseGet(() -> latest(now, began.plus(interval)));
    }

    private boolean isTooEarly() {
        return expected.isPresent()
                && targets.newestUp()
                        .map(newest -> newest.isBefore(expected.get().minus(AGAIN)))
                        .orElse(false);
    }

    private Duration longer() {
        Duration more = delay.plus(AGAIN.dividedBy(2));
        return more.compareTo(LONGEST) < 0 ? more : LONGEST;
    }

    private Duration shorter() {
        Duration less = delay.multipliedBy(31).dividedBy(32);
        return less.compareTo(SHORTEST) > 0 ? less : SHORTEST;
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
