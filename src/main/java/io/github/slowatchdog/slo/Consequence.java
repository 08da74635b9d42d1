package io.github.slowatchdog.slo;

import java.util.Locale;

/** What a breach or blindness leads to, from least to most (SPEC 4). */
public enum Consequence {
    /** Shown, nothing else. */
    WARN,
    /** Fails the soak. */
    FAIL,
    /** Fails the soak and orders a stop. */
    STOP;

    /** The lower-case word used in configuration and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
