package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.watch.Board;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backtest came to.
 *
 * @param objectives how each stood at the end, and how often each outcome was met with
 * @param notJudged why not, by name
 * @param soak the last one
 * @param order the stop that would be in force; nobody releases it
 */
public record Backtested(
        Instant from,
        Instant to,
        String name,
        String phase,
        List<Board.ObjectiveView> objectives,
        Map<String, String> notJudged,
        SoakClock soak,
        Optional<StopOrder> order,
        Findings findings,
        Cost cost) {

    /**
     * What it took.
     *
     * @param samples that were read
     * @param most that were held at once
     */
    public record Cost(long samples, long most) {}

    /** What it all amounts to; the worse first. */
    public enum Answer {
        /** Something that fails or stops would have breached. */
        BREACH,
        /** Something is not known: never measured, blind, more often unknown than known, not to be read, or the soak would have ended without a verdict. */
        NOT_KNOWN,
        CLEAN
    }

    public Answer answer() {
        if (findings.isAnyBreach()) {
            return Answer.BREACH;
        }
        boolean unknown = objectives.isEmpty()
                || !notJudged.isEmpty()
                || findings.isAnyBlind()
                || !findings.unread().isEmpty()
                || soak.verdict() == SoakVerdict.INCONCLUSIVE
                || soak.verdict() == SoakVerdict.FAIL
                || objectives.stream()
                        .anyMatch(view -> !view.objective().shadow() && (!isJudged(view) || isMostlyUnknown(view)));
        return unknown ? Answer.NOT_KNOWN : Answer.CLEAN;
    }

    /** Whether it was judged at least once, or may stay idle throughout. */
    static boolean isJudged(Board.ObjectiveView view) {
        long judged = count(view, Outcome.MET) + count(view, Outcome.MISSED);
        boolean mayBeIdle =
                view.objective().judgedFor().filter(java.time.Duration::isZero).isPresent();
        return judged > 0 || (mayBeIdle && count(view, Outcome.IDLE) > 0);
    }

    /** Whether more of its measurements told nothing than told something; a second lane that did not see it is no lane that did. */
    static boolean isMostlyUnknown(Board.ObjectiveView view) {
        long known = count(view, Outcome.MET) + count(view, Outcome.MISSED) + count(view, Outcome.IDLE);
        return count(view, Outcome.UNKNOWN) > known;
    }

    static long count(Board.ObjectiveView view, Outcome outcome) {
        return view.readings().stream()
                .mapToLong(reading -> reading.outcomes().of(outcome))
                .sum();
    }
}
