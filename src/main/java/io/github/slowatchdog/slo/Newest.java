package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far each series of a gauge has been looked at (its watermark), and what its newest sample was. It outlives an answer from
 * which the series is missing: nothing is judged as new twice. With no newer sample, the newest is judged again for as long as
 * the series is still written.
 */
final class Newest {

    /** The newest sample of a series: moved on, not made anew, with each. */
    private static final class Look {
        private Instant at = Instant.MIN;
        /** How it was judged; empty if it was not: no number, or not applicable. */
        private @Nullable Judged judged;

        private boolean isNumber;
    }

    private final Map<Labels, Look> looks = new LinkedHashMap<>(2);
    private final Set<Labels> answered = new HashSet<>(2);

    LedgerState.Looked state() {
        return new LedgerState.Looked(looks.entrySet().stream()
                .map(look -> new LedgerState.Look(
                        look.getKey(),
                        look.getValue().at,
                        Optional.ofNullable(look.getValue().judged),
                        look.getValue().isNumber))
                .toList());
    }

    void resume(LedgerState.Looked state) {
        for (LedgerState.Look look : state.looks()) {
            put(look.labels(), look.at(), look.judged().orElse(null), look.isNumber());
        }
        answered.clear();
    }

    /** The newest sample looked at; empty if there was none. */
    Optional<Instant> at(Labels labels) {
        return Optional.ofNullable(looks.get(labels)).map(look -> look.at);
    }

    /** The answer shows this series, with a newer sample or without. */
    void answered(Labels labels) {
        if (looks.containsKey(labels)) {
            answered.add(labels);
        }
    }

    /**
     * A sample of the answer, newer than the one before.
     *
     * @param judged how it is judged; null if it is not: no number, or not applicable
     */
    void put(Labels labels, Instant at, @Nullable Judged judged, boolean isNumber) {
        Look look = looks.computeIfAbsent(labels, series -> new Look());
        look.at = at;
        look.judged = judged;
        look.isNumber = isNumber;
        answered.add(labels);
    }

    /**
     * Ends the answer: judges what had nothing new once more, and tells what is missing.
     *
     * @param judged what is to be judged; may grow
     */
    Reading reading(List<Judged> judged, Targets targets) {
        boolean present = false;
        boolean numbers = true;
        for (Map.Entry<Labels, Look> entry : looks.entrySet()) {
            Look look = entry.getValue();
            Target target = Target.of(entry.getKey());
            boolean written = answered.contains(entry.getKey())
                    ? targets.isWritten(target, look.at)
                    : targets.isThere(target, look.at);
            if (written) {
                present = true;
                numbers &= look.isNumber;
                if (look.judged != null && !look.judged.fresh()) {
                    judged.add(look.judged);
                }
            }
            if (look.judged != null) {
                look.judged = look.judged.again();
            }
        }
        answered.clear();
        if (!numbers) {
            return Reading.of(judged, Optional.of(new Targets.Trouble(Reason.NAN, "a gauge is not a number")));
        }
        Optional<Targets.Trouble> empty =
                present ? Optional.empty() : Optional.of(new Targets.Trouble(Reason.EMPTY, "no series matches"));
        return Reading.of(judged, empty);
    }
}
