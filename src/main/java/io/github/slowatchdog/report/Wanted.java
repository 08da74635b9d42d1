package io.github.slowatchdog.report;

import java.time.Instant;
import java.util.Optional;

/**
 * What a report is asked to be about. Without anything it is the newest soak.
 *
 * @param soak by its id
 * @param phase the newest soak of this phase
 * @param from entries from this time on, whatever soak they belong to
 * @param to entries up to this time, included
 */
public record Wanted(Optional<String> soak, Optional<String> phase, Optional<Instant> from, Optional<Instant> to) {

    public static final Wanted NEWEST =
            new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Wanted {
        if (soak.isPresent() && phase.isPresent()) {
            throw new IllegalArgumentException("a soak or a phase, not both");
        }
        if ((soak.isPresent() || phase.isPresent()) && (from.isPresent() || to.isPresent())) {
            throw new IllegalArgumentException("a soak or a phase, or a stretch of time, not both");
        }
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            throw new IllegalArgumentException("a stretch of time cannot end before it begins");
        }
    }

    boolean isStretch() {
        return from.isPresent() || to.isPresent();
    }

    boolean covers(Instant at) {
        return from.map(begin -> !at.isBefore(begin)).orElse(true)
                && to.map(end -> !at.isAfter(end)).orElse(true);
    }

    boolean isOf(String id, String ofPhase) {
        return soak.map(id::equals).orElse(true) && phase.map(ofPhase::equals).orElse(true);
    }
}
