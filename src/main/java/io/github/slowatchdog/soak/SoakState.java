package io.github.slowatchdog.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a soak has counted up to one moment. Immutable: the clock keeps the one up to which everything is certain, and counts on
 * from it as often as more is learned.
 *
 * @param started when everything had been measured once
 * @param last up to when it has been counted
 * @param wasClean whether everything was known and nothing pending then
 * @param clean clean watched time
 * @param blind time that nobody could vouch for
 * @param gap how long the stretch of blind time that goes on has lasted
 * @param judged by objective, the clean time for which it has been judged; of those only that must be judged for some time
 */
public record SoakState(
        Optional<Instant> started,
        Instant last,
        boolean wasClean,
        Duration clean,
        Duration blind,
        Duration gap,
        Duration longestGap,
        Map<String, Duration> judged) {

    public SoakState {
        judged = Map.copyOf(judged);
    }

    /** The same, but of no other objectives than these it is known for how long they have been judged. */
    public SoakState ofOnly(Set<String> objectives) {
        Map<String, Duration> kept = new HashMap<>(judged);
        kept.keySet().retainAll(objectives);
        return new SoakState(started, last, wasClean, clean, blind, gap, longestGap, kept);
    }

    /** Nothing counted yet. */
    static SoakState begin(Instant now) {
        return new SoakState(
                Optional.empty(), now, false, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Map.of());
    }

    /**
     * Counts on to {@code now}. Standing still, or going back when the wall clock does, earns nothing.
     *
     * @param all how all stand now
     * @param watched whether somebody watched in between
     * @param maxGap a blind gap longer than this starts the counting again
     */
    SoakState advance(Instant now, Together all, boolean watched, Optional<Duration> maxGap) {
        boolean starts = started.isEmpty() && all.isAny() && all.isMeasured();
        boolean isClean = (starts || started.isPresent()) && all.isClean();
        SoakState counted = started.isPresent() && now.isAfter(last)
                ? count(Duration.between(last, now), isClean, all, watched, maxGap)
                : this;
        return new SoakState(
                starts ? Optional.of(now) : started,
                now,
                isClean,
                counted.clean,
                counted.blind,
                counted.gap,
                counted.longestGap,
                counted.judged);
    }

    private SoakState count(Duration step, boolean isClean, Together all, boolean watched, Optional<Duration> maxGap) {
        if (wasClean && isClean && watched) {
            return new SoakState(
                    started,
                    last,
                    true,
                    clean.plus(step),
                    blind,
                    Duration.ZERO,
                    longestGap,
                    longerJudged(step, all.judged()));
        }
        if (watched && !all.isBlind()) {
            return this;
        }
        Duration longer = gap.plus(step);
        boolean again = maxGap.map(limit -> longer.compareTo(limit) > 0).orElse(false);
        return new SoakState(
                started,
                last,
                wasClean,
                again ? Duration.ZERO : clean,
                blind.plus(step),
                longer,
                longer.compareTo(longestGap) > 0 ? longer : longestGap,
                again ? Map.of() : judged);
    }

    private Map<String, Duration> longerJudged(Duration step, List<String> objectives) {
        if (objectives.isEmpty()) {
            return judged;
        }
        Map<String, Duration> more = new HashMap<>(judged);
        objectives.forEach(name -> more.merge(name, step, Duration::plus));
        return more;
    }

    /** At least so much had been counted at an earlier time than {@link #last}. */
    SoakState asOf(Instant earlier) {
        Duration since = Duration.between(earlier, last);
        Map<String, Duration> less = new HashMap<>(judged);
        less.replaceAll((name, time) -> time.minus(since));
        return new SoakState(started, earlier, wasClean, clean.minus(since), blind, gap, longestGap, less);
    }

    /** Counts on through what is known of the past. Each stand holds until a measurement shows another. */
    SoakState through(Past past, Instant upTo, Optional<Duration> maxGap) {
        if (upTo.isBefore(last)) {
            return this;
        }
        // something may have changed at the very moment up to which it was counted, after that
        Together then = past.at(last);
        SoakState state = advance(last, then, true, maxGap);
        Collection<Instant> changes = past.changes(last, upTo);
        if (changes.isEmpty()) {
            return state.advance(upTo, then, true, maxGap); // all stood as before
        }
        for (Instant change : changes) {
            state = state.advance(change, past.at(change.minusNanos(1)), true, maxGap)
                    .advance(change, past.at(change), true, maxGap);
        }
        return state.advance(upTo, past.at(upTo), true, maxGap);
    }
}
