package io.github.slowatchdog.soak;

import java.util.Locale;

/** The verdict of a soak (SPEC 1). */
public enum SoakVerdict {
    SOAKING,
    PASS,
    FAIL,
    INCONCLUSIVE;

    /** The lower-case word used in metrics and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
