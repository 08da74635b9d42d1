package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.RecordState;
import io.github.slowatchdog.slo.TargetsState;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakMemory;
import io.github.slowatchdog.stop.Obligation;
import io.github.slowatchdog.stop.StopOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that must outlive the process, so that a restart goes on where it was (SPEC 8). Immutable: it is taken on the loop and
 * written down elsewhere.
 *
 * @param phase a checkpoint of another phase is of no use
 * @param at when it was taken
 * @param required what the soak requires
 * @param build empty: the phase names none
 */
public record Checkpoint(
        String phase,
        Instant at,
        SoakMemory soak,
        List<Watched> objectives,
        List<Watched> required,
        List<Read> lanes,
        Stop stop,
        Optional<Followed> build) {

    public Checkpoint {
        objectives = List.copyOf(objectives);
        required = List.copyOf(required);
        lanes = List.copyOf(lanes);
    }

    /**
     * One objective.
     *
     * @param definition only an objective with the same goes on from this; see {@link Fingerprint}
     * @param began since when it has been watched
     * @param since when the verdict last changed
     * @param inBreach whether it was when it was last seen
     */
    public record Watched(
            String name,
            Fingerprint definition,
            Instant began,
            Verdict verdict,
            Instant since,
            long breaches,
            boolean inBreach,
            boolean judgedOnce,
            Optional<Outcome> outcome,
            Optional<Evidence> breach,
            List<Told> lines) {
        public Watched {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One objective on one lane.
     *
     * @param readUpTo the first read goes on from here
     * @param wholeUpTo up to where nothing is missing from what was read: what incomplete answers left out is read again from here
     */
    public record Told(
            Lane lane,
            RecordState record,
            Stood stood,
            Instant readUpTo,
            Instant wholeUpTo,
            boolean answered,
            double events,
            Optional<Instant> newest) {}

    /** How a line stood, for as long as that is not settled. */
    public record Stood(List<Moment> moments, Instant readUpTo, Stand lastRead, Duration patience) {
        public Stood {
            moments = List.copyOf(moments);
        }
    }

    /** From a time on. */
    public record Moment(Instant at, Stand stand) {

        /** The one that was asked for last: most lines change together, and hold the same one. */
        private static volatile Moment last =
                new Moment(Instant.EPOCH, Stand.of(Verdict.WAITING, false, Optional.empty()));

        static Moment shared(Instant at, Stand stand) {
            Moment known = last;
            if (known.at.equals(at) && known.stand.equals(stand)) {
                return known;
            }
            Moment made = new Moment(at, stand);
            last = made;
            return made;
        }
    }

    /** What a lane knows of the processes. */
    public record Read(Lane lane, TargetsState targets, Instant readUpTo) {}

    /**
     * The bot's build.
     *
     * @param name with which the soak goes on; empty: not known yet
     * @param stood when it could be told, for as long as that is not settled
     */
    public record Followed(Optional<String> name, Stood stood) {}

    /**
     * The stop.
     *
     * @param order the one in force; Redis decides whether it still is
     * @param excused what is no reason to stop again
     */
    public record Stop(Optional<StopOrder> order, Map<String, Obligation> excused) {
        public Stop {
            excused = Map.copyOf(excused);
        }
    }
}
