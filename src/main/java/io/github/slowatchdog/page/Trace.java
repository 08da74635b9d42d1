package io.github.slowatchdog.page;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.watch.Board;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one objective stood in the time before, in {@value #POINTS} stretches of equal length; of each the worst is kept. Confined to
 * one thread.
 */
final class Trace {

    static final int POINTS = 60;

    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofHours(24);
    /** From what says least to what says most. */
    private static final List<Outcome> WORSE = List.of(Outcome.IDLE, Outcome.MET, Outcome.UNKNOWN, Outcome.MISSED);

    /**
     * One stretch.
     *
     * @param outcome the worst in it; empty if nothing was seen
     * @param value the worst in it; NaN where there was none, or it was no number
     */
    record Point(Optional<Outcome> outcome, double value) {}

    private Objective objective;
    private final Duration span;
    private final @Nullable Outcome[] outcomes = new @Nullable Outcome[POINTS];
    private final double[] values = new double[POINTS];
    private long newest = Long.MIN_VALUE;

    Trace(Objective objective) {
        this.objective = objective;
        Duration window = objective.indicator().countsWithin().orElse(USUAL);
        this.span = window.compareTo(LEAST) < 0 ? LEAST : window.compareTo(MOST) > 0 ? MOST : window;
    }

    /** Whether this is the trace of an objective that is defined like this. */
    boolean isOf(Objective other) {
        return objective.equals(other) || objective.definition().equals(other.definition());
    }

    /** From the oldest stretch to the end of the newest one: the window of the objective, as far as there is room. */
    Duration span() {
        return span;
    }

    /** How it stands now, seen once more. A clock that was set back begins again. */
    void see(Board.ObjectiveView view, Instant now) {
        objective = view.objective();
        long at = Math.floorDiv(now.toEpochMilli(), span.toMillis() / POINTS);
        if (at < newest || newest < at - POINTS) {
            newest = at - POINTS;
        }
        for (long passed = newest + 1; passed <= at; passed++) {
            outcomes[Math.floorMod(passed, POINTS)] = null;
            values[Math.floorMod(passed, POINTS)] = Double.NaN;
        }
        newest = at;
        view.speaker().last().ifPresent(last -> take(Math.floorMod(at, POINTS), last));
    }

    private void take(int place, Assessment last) {
        Outcome before = outcomes[place];
        if (before == null || WORSE.indexOf(last.outcome()) > WORSE.indexOf(before)) {
            outcomes[place] = last.outcome();
        }
        last.worst().map(Judged::value).ifPresent(value -> {
            if (value instanceof Value.Num num && Double.isFinite(num.number()) && isWorse(num, values[place])) {
                values[place] = num.number();
            }
        });
    }

    private boolean isWorse(Value.Num value, double than) {
        return Double.isNaN(than)
                || objective.expect().badness(value) > objective.expect().badness(Value.of(than));
    }

    /** The stretches, oldest first. */
    List<Point> points() {
        List<Point> ordered = new ArrayList<>(POINTS);
        for (long at = newest - POINTS + 1; at <= newest && newest != Long.MIN_VALUE; at++) {
            int place = Math.floorMod(at, POINTS);
            ordered.add(new Point(Optional.ofNullable(outcomes[place]), values[place]));
        }
        return ordered;
    }
}
