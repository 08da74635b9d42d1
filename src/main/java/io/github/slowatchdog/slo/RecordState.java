package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.Optional;

/**
 * What a {@link LaneRecord} knows, to go on from after a restart.
 *
 * @param answered the track as it was after the last answer that was more than a failure
 * @param last the newest assessment
 * @param outcome the newest that told something
 * @param anew when what had been counted was forgotten for a new soak
 */
public record RecordState(
        Optional<LedgerState> ledger,
        Track answered,
        Optional<Assessment> last,
        Optional<Outcome> outcome,
        Optional<Instant> anew) {}
