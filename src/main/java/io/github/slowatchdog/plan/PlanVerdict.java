package io.github.slowatchdog.plan;

import java.util.Locale;

/** How a plan came out. */
public enum PlanVerdict {
    /** Every check was as expected. */
    PASS,
    /** At least one was not. */
    FAIL,
    /** None failed, and at least one could not be told or was deferred. */
    INCONCLUSIVE,
    /** A step that is required did not pass, so nothing after it was run. */
    REFUSED,
    /** A tool or a file that the plan needs is not there. */
    MISCONFIGURED;

    /** The word for people and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
