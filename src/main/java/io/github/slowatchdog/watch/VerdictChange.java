package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * That an objective has another verdict, with what showed it at that moment: it says the same whenever it is told.
 *
 * @param watch the objective
 * @param speaker the lane that spoke for the verdict
 * @param said what that lane had measured last
 * @param breach evidence of the breach, if it is one
 * @param at the moment that was judged
 * @param decided when it was judged
 */
record VerdictChange(
        Watch watch,
        Line speaker,
        Optional<Assessment> said,
        Optional<Evidence> breach,
        Verdict before,
        Verdict verdict,
        String why,
        Instant at,
        Instant decided) {

    static final String EVENT = "verdict changed";

    /** What has just happened. */
    static VerdictChange of(Watch watch, Verdict before, Instant at, Instant now) {
        Line speaker = watch.speaker();
        return new VerdictChange(
                watch,
                speaker,
                speaker.record.last(),
                watch.breach().filter(any -> watch.verdict() == Verdict.BREACH),
                before,
                watch.verdict(),
                watch.why(),
                at,
                now);
    }

    /** Whether nothing is wrong, so that nobody is kept from anything by hearing of it later. */
    boolean isGood() {
        return verdict == Verdict.PASS || verdict == Verdict.IDLE;
    }

    Evidence evidence() {
        return breach.orElseGet(() -> speaker.record.evidence(said, why, decided));
    }

    Event.Level level() {
        if (verdict != Verdict.BREACH && verdict != Verdict.BLIND) {
            return Event.Level.INFO;
        }
        return watch.objective().shadow() ? Event.Level.WARN : Event.Level.ERROR;
    }

    /**
     * As data of the event.
     *
     * @param isLate whether it is told later than it happened
     */
    Map<String, Object> asData(boolean isLate) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("slo", watch.objective().name());
        data.put("from", before.word());
        data.put("to", verdict.word());
        data.put("why", why);
        if (isLate || Duration.between(at, decided).compareTo(Reckoning.OVERDUE) > 0) {
            data.put("as_of", at.toString());
        }
        if (verdict == Verdict.BREACH) {
            ObjectiveNotes.leadsTo(watch, data);
        }
        data.putAll(evidence().asData());
        return data;
    }
}
