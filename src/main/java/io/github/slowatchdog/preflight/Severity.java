package io.github.slowatchdog.preflight;

import java.util.Locale;

/** How bad a finding is, the worst first. */
public enum Severity {
    /** Something does not do what it is there for. */
    ERROR,
    /** Something may not do what it is there for, or less well. */
    WARN;

    /** As people are shown it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
