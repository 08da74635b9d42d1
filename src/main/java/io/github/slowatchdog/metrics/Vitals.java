package io.github.slowatchdog.metrics;

import java.time.Instant;
import java.util.Optional;

/**
 * What the parts beside the loop say of themselves.
 *
 * @param journalErrors events that could not be written to the journal, since the start
 * @param logLinesDropped log lines that nobody took from stderr, since the start
 * @param lastDrill when the last drill ended well
 * @param leaseHeld whether the dead-man lease is held just now
 * @param told how it goes with telling people
 */
public record Vitals(
        long journalErrors, long logLinesDropped, Optional<Instant> lastDrill, boolean leaseHeld, Told told) {

    /** Nothing has happened yet. */
    public static final Vitals NONE = new Vitals(0, 0, Optional.empty(), false, Told.NOBODY);
}
