package io.github.slowatchdog.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One stop order and what became of it.
 *
 * @param cause breach, blind, manual, drill or adopted
 * @param steps in the order of the journal
 * @param stepsLeft how many steps more there were
 */
public record StopReport(
        String order,
        String cause,
        String slo,
        String reason,
        String by,
        Instant at,
        List<Step> steps,
        long stepsLeft,
        Optional<Released> release) {

    public StopReport {
        steps = List.copyOf(steps);
    }

    /**
     * Something that was done, or happened to the flag.
     *
     * @param name the journal's event
     * @param note what was found in the flag, or the channel; empty if there is nothing to say
     */
    public record Step(Instant at, String name, String note) {}

    /** The end of it. */
    public record Released(Instant at, String by, String reason, boolean forced) {}

    public boolean isDrill() {
        return cause.equals("drill");
    }

    /** How long after the order. */
    public Duration after(Instant step) {
        return Duration.between(at, step);
    }

    public boolean isConfirmed() {
        return steps.stream().anyMatch(step -> step.name().equals("stop confirmed"));
    }

    /** Where it stands, in a word. */
    public String state() {
        if (release.isPresent()) {
            return release.get().forced() ? "released, forced" : "released";
        }
        return "in force";
    }
}
