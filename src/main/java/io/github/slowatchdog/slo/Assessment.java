package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one measurement of an objective stands, and why.
 *
 * @param at when it was measured, by the watchdog's clock
 * @param worst the worst value judged; empty when nothing could be judged
 * @param newest the newest sample judged
 * @param reason why it is unknown; empty for the other outcomes
 * @param why one line for a person
 * @param events how many events have been counted in all; tells a new breach from the old one after a release. 0 for kinds
 *     that do not count
 * @param samples the samples that speak for the outcome, newest last, as text for evidence
 */
public record Assessment(
        Instant at,
        Outcome outcome,
        Optional<Judged> worst,
        Optional<Instant> newest,
        Optional<Reason> reason,
        String why,
        double events,
        List<String> samples) {

    public Assessment {
        samples = List.copyOf(samples);
    }

    /** Whether it says the same, whenever that was. */
    boolean saysAs(Assessment other) {
        boolean sameWorst = worst.isPresent() && other.worst.isPresent()
                ? worst.get().saysAs(other.worst.get())
                : worst.isEmpty() && other.worst.isEmpty();
        return outcome == other.outcome
                && sameWorst
                && reason.equals(other.reason)
                && why.equals(other.why)
                && Double.compare(events, other.events) == 0
                && samples.equals(other.samples);
    }

    /** Nothing known. */
    public static Assessment unknown(Instant at, Reason reason, String why) {
        return new Assessment(
                at, Outcome.UNKNOWN, Optional.empty(), Optional.empty(), Optional.of(reason), why, 0, List.of());
    }

    /** Nothing to judge. */
    public static Assessment idle(Instant at, String why) {
        return new Assessment(
                at, Outcome.IDLE, Optional.empty(), Optional.empty(), Optional.empty(), why, 0, List.of());
    }
}
