package io.github.slowatchdog.soak;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import java.util.Optional;

/**
 * How one objective stands, as the soak sees it.
 *
 * @param verdict over all lanes
 * @param consequence what that verdict leads to
 * @param known whether at least one lane's last measurement told something
 * @param outcome of the last measurement that told something; empty if none has yet
 * @param judgedOnce whether it has been judged, met or missed, at least once in this soak
 * @param overSoak bad over total events of the whole soak, for a ratio
 */
public record Participant(
        Objective objective,
        Verdict verdict,
        Consequence consequence,
        boolean known,
        Optional<Outcome> outcome,
        boolean judgedOnce,
        Optional<Value> overSoak) {

    /** Whether all of this is so of it. */
    public boolean isSo(
            Verdict otherVerdict,
            boolean otherKnown,
            Optional<Outcome> otherOutcome,
            boolean otherJudgedOnce,
            Optional<Value> otherOverSoak) {
        return verdict == otherVerdict
                && known == otherKnown
                && outcome.equals(otherOutcome)
                && judgedOnce == otherJudgedOnce
                && overSoak.equals(otherOverSoak);
    }

    boolean isMeasured() {
        return verdict != Verdict.WAITING;
    }

    boolean disturbs() {
        return verdict.pausesSoak() || !known;
    }

    boolean isBlind() {
        return !known || verdict == Verdict.BLIND || verdict == Verdict.WAITING;
    }

    boolean isJudged() {
        return outcome.map(last -> last == Outcome.MET || last == Outcome.MISSED)
                .orElse(false);
    }
}
