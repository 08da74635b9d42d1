package io.github.slowatchdog.slo;

import java.util.Locale;

/** How one measurement stands (SPEC 1). */
public enum Outcome {
    /** Every value judged is as expected. */
    MET,
    /** At least one value is not as expected. */
    MISSED,
    /** It could not be told; the {@link Reason} says why. Never counts as met. */
    UNKNOWN,
    /** There was nothing to judge: the condition does not hold, or there was too little traffic. */
    IDLE;

    /** The lower-case word used in metrics and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
