package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.LaneRecord;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Track;
import io.github.slowatchdog.slo.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one line stood at one moment, as far as the soak is concerned. There are few different ones, and all lines share them.
 *
 * @param known whether the last measurement told something
 * @param outcome of the last measurement that told something; empty if none had yet
 */
public record Stand(Verdict verdict, boolean known, Optional<Outcome> outcome) {

    private static final int OUTCOMES = Outcome.values().length + 1;
    private static final List<Stand> ALL = all();

    private static List<Stand> all() {
        List<Stand> all = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            for (boolean known : new boolean[] {false, true}) {
                all.add(new Stand(verdict, known, Optional.empty()));
                for (Outcome outcome : Outcome.values()) {
                    all.add(new Stand(verdict, known, Optional.of(outcome)));
                }
            }
        }
        return List.copyOf(all);
    }

    static Stand of(Verdict verdict, boolean known, Optional<Outcome> outcome) {
        int last = outcome.isEmpty() ? 0 : outcome.get().ordinal() + 1;
        return ALL.get((verdict.ordinal() * 2 + (known ? 1 : 0)) * OUTCOMES + last);
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
