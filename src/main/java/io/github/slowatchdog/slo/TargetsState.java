package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.List;

/** What {@link Targets} know of the processes, to go on from after a restart. */
public record TargetsState(List<Known> targets) {

    public TargetsState {
        targets = List.copyOf(targets);
    }

    /**
     * One process.
     *
     * @param firstRead {@link Instant#MAX} if it was never read
     * @param ups its newest scrapes
     * @param starts the start it showed, by time of the sample that first showed it
     */
    public record Known(Target target, Instant firstRead, List<Shown> ups, List<Shown> starts) {
        public Known {
            ups = List.copyOf(ups);
            starts = List.copyOf(starts);
        }
    }

    /** A sample. */
    public record Shown(Instant at, double value) {}
}
