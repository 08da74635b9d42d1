package io.github.slowatchdog.stop;

import java.time.Instant;
import java.util.Optional;

/** What one round with the place of the flag found or did. */
public sealed interface SwitchReport {

    /** When the answer was there, by the watchdog's clock. */
    Instant at();

    /**
     * The order is in force there and the flag says stop, read back.
     *
     * @param rewrite why the flag was written in this round; empty if it was right already
     * @param found the value that was replaced or adopted; empty text if there was none
     */
    record Held(Instant at, Optional<Rewrite> rewrite, String found) implements SwitchReport {}

    /**
     * No order is in force and the flag does not say stop.
     *
     * @param lastDrill when the last drill ended well, if that is known there
     */
    record Clear(Instant at, Optional<Instant> lastDrill) implements SwitchReport {}

    /** An order is in force that this watchdog did not hold: another watchdog's, a person's, or a flag set by hand. */
    record Ordered(Instant at, StopOrder order) implements SwitchReport {}

    /**
     * The flag says stop and no order does, for the first time: whoever stops writes the flag first and the order after it, so
     * a look that follows soon tells an order under way from a flag set by hand.
     */
    record Unowned(Instant at) implements SwitchReport {}

    /** The order that was held has been released. */
    record Released(Instant at, Release release) implements SwitchReport {}

    /**
     * Nothing was changed for certain.
     *
     * @param lost whether the flag does not say stop, and no write is taken; otherwise nothing is known
     */
    record Failed(Instant at, SwitchFailure failure, String detail, boolean lost) implements SwitchReport {

        public Failed(Instant at, SwitchFailure failure, String detail) {
            this(at, failure, detail, false);
        }
    }

    /** Why the flag had to be written. */
    enum Rewrite {
        /** The first write of this order. */
        FIRST,
        /** It was gone: deleted, evicted, or the server came back empty. */
        LOST,
        /** Somebody had written something else. */
        OVERWRITTEN,
        /** It was an older value than the one written before: an old snapshot or a replica that lags. */
        STALE
    }
}
