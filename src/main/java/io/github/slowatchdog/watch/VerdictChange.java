package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is told of an objective whose verdict has just become another one.
 *
 * @param before its verdict until then
 * @param at the moment that was judged: long before now if it was caught up
 */
record VerdictChange(Watch watch, Verdict before, Instant at, Instant now) {

    /** What shows why: of a breach what was seen when it began. */
    Evidence evidence() {
        return watch.breach()
                .filter(any -> watch.verdict() == Verdict.BREACH)
                .orElseGet(() -> watch.speaker().record.evidence(now));
    }

    /** How loud: what is bad is an error, and in shadow a warning. */
    Event.Level level() {
        boolean bad = watch.verdict() == Verdict.BREACH || watch.verdict() == Verdict.BLIND;
        Event.Level level = watch.objective().shadow() ? Event.Level.WARN : Event.Level.ERROR;
        return bad ? level : Event.Level.INFO;
    }

    Map<String, Object> asData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("slo", watch.objective().name());
        data.put("from", before.word());
        data.put("to", watch.verdict().word());
        data.put("why", watch.why());
        if (Duration.between(at, now).compareTo(Reckoning.OVERDUE) > 0) {
            data.put("as_of", at.toString());
        }
        if (watch.verdict() == Verdict.BREACH) {
            ObjectiveNotes.leadsTo(watch, data);
        }
        data.putAll(evidence().asData());
        return data;
    }
}
