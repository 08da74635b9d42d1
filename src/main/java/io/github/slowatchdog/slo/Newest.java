package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far each series of a gauge has been looked at (its watermark), and what its newest sample was. It outlives an answer from
 * which the series is missing: nothing is judged as new twice. With no newer sample, the newest is judged again for as long as
 * the series is still written.
 */
final class Newest {

    /**
     * @param at the newest sample looked at
     * @param judged how it was judged; empty if it was not: no number, or not applicable
     */
    record Look(Instant at, Optional<Judged> judged, boolean isNumber) {}

    private final Map<Labels, Look> looks = new LinkedHashMap<>(2);
    private final Set<Labels> answered = new HashSet<>(2);

    LedgerState.Looked state() {
        return new LedgerState.Looked(looks.entrySet().stream()
                .map(look -> new LedgerState.Look(
                        look.getKey(),
                        look.getValue().at(),
                        look.getValue().judged(),
                        look.getValue().isNumber()))
                .toList());
    }

    void resume(LedgerState.Looked state) {
        state.looks().forEach(look -> looks.put(look.labels(), new Look(look.at(), look.judged(), look.isNumber())));
    }

    Optional<Look> of(Labels labels) {
        return Optional.ofNullable(looks.get(labels));
    }

    /** A series of the answer, looked at. */
    void put(Labels labels, Look look) {
        looks.put(labels, look);
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
                    ? targets.isWritten(target, look.at())
                    : targets.isThere(target, look.at());
            if (written) {
                present = true;
                numbers &= look.isNumber();
                look.judged().filter(known -> !known.fresh()).ifPresent(judged::add);
            }
            entry.setValue(new Look(look.at(), look.judged().map(Judged::again), look.isNumber()));
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
