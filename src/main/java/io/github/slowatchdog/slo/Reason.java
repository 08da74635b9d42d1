package io.github.slowatchdog.slo;

import java.util.Locale;

/** Why a measurement is {@link Outcome#UNKNOWN}: one code each, shown in metrics, journal and runbook (SPEC 3.3). */
public enum Reason {
    /** A value is not a number. */
    NAN,
    /** The server answered, with nothing in it. */
    EMPTY,
    /** The server says that its answer is incomplete. */
    PARTIAL,
    /** Connection refused or lost, an HTTP error status, or an error from the API. */
    ERROR,
    /** No complete answer before the absolute deadline. */
    TIMEOUT,
    /** Not the format it should be, or larger than allowed. */
    MALFORMED,
    /** The newest sample is older than {@code max_age}. */
    STALE,
    /** The clocks of the server and of the watchdog differ by more than {@code max_skew}. */
    SKEW,
    /** The newest {@code up} sample of the bot is 0. */
    DOWN,
    /** The lane named for the objective cannot be read by this configuration. */
    UNAVAILABLE;

    /** The lower-case word used in metrics and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
