package io.github.slowatchdog.stop;

import java.util.Locale;

/** What led to a stop order. */
public enum Cause {
    /** An objective with {@code on_breach: stop} is in breach. */
    BREACH,
    /** An objective is blind, and the policy for blindness is to stop. */
    BLIND,
    /** A person ordered it. */
    MANUAL,
    /** A rehearsal. */
    DRILL,
    /** The flag said stop already, without an order of ours: somebody set it by hand. */
    ADOPTED;

    /** The lower-case word used in metrics, keys and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
