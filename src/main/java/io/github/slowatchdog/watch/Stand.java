package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.LaneRecord;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Track;
import io.github.slowatchdog.slo.Verdict;
import java.util.Optional;

/**
 * How one line stood at one moment, as far as the soak is concerned.
 *
 * @param known whether the last measurement told something
 * @param outcome of the last measurement that told something; empty if none had yet
 */
public record Stand(Verdict verdict, boolean known, Optional<Outcome> outcome) {

    static Stand of(LaneRecord record) {
        Track track = record.track();
        return new Stand(track.verdict(), track.isKnown(), record.outcome());
    }

    /** The same, but nobody saw it. */
    Stand unseen() {
        return new Stand(verdict, false, outcome);
    }
}
