package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which samples an objective is judged by.
 *
 * @param began when the soak began: what lies before it is baseline
 * @param grace samples this soon after a start of their process are not judged
 * @param when the time of day at which the objective is applicable; empty: always
 * @param holds whether the other condition of the objective, if it has one, holds just now
 */
public record Scope(Instant began, Duration grace, Optional<Condition.WhenUtc> when, boolean holds) {

    /** Everything since the soak began. */
    public static Scope since(Instant began) {
        return new Scope(began, Duration.ZERO, Optional.empty(), true);
    }

    /** Whether the objective is applicable at this time. */
    boolean appliesAt(Instant time) {
        return holds && (when.isEmpty() || when.get().holdsAt(time));
    }

    /** Whether a sample at this time is judged. */
    boolean covers(Target target, Instant at, Targets targets) {
        return appliesAt(at) && !targets.inGrace(target, at, grace);
    }

    /** Whether what happened between two samples is judged: only if all of it surely lies inside. */
    boolean covers(Target target, Instant from, Instant to, Targets targets) {
        return covers(target, to, targets) && when.map(utc -> utc.holdsAt(from)).orElse(true);
    }
}
