package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.LaneRecord;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Track;
import io.github.slowatchdog.slo.Verdict;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How one line stood at one moment, as far as the soak is concerned. There are few different ones, and all lines share them.
 *
 * @param known whether the last measurement told something
 * @param outcome of the last measurement that told something; empty if none had yet
 */
public record Stand(Verdict verdict, boolean known, Optional<Outcome> outcome) {

    private static final Map<Verdict, Map<Optional<Outcome>, Stand>> KNOWN = all(true);
    private static final Map<Verdict, Map<Optional<Outcome>, Stand>> UNSEEN = all(false);

    private static Map<Verdict, Map<Optional<Outcome>, Stand>> all(boolean known) {
        Map<Verdict, Map<Optional<Outcome>, Stand>> all = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            Map<Optional<Outcome>, Stand> some = new HashMap<>();
            some.put(Optional.empty(), new Stand(verdict, known, Optional.empty()));
            for (Outcome outcome : Outcome.values()) {
                some.put(Optional.of(outcome), new Stand(verdict, known, Optional.of(outcome)));
            }
            all.put(verdict, some);
        }
        return all;
    }

    static Stand of(Verdict verdict, boolean known, Optional<Outcome> outcome) {
        Map<Optional<Outcome>, Stand> some = Objects.requireNonNull((known ? KNOWN : UNSEEN).get(verdict));
        return Objects.requireNonNull(some.get(outcome));
    }

    static Stand of(LaneRecord record) {
        Track track = record.track();
        return of(track.verdict(), track.isKnown(), record.outcome());
    }

    /** The same, but nobody saw it. */
    Stand unseen() {
        return of(verdict, false, outcome);
    }
}
