package io.github.slowatchdog.slo;

import java.util.Locale;

/** The way an indicator is read (SPEC 1). */
public enum Lane {
    /** Through the HTTP API of a Prometheus-compatible server. */
    PROMETHEUS,
    /** From the bot's own /metrics, without a store in between. */
    BOT,
    /** By an HTTP GET of the probed address itself; the only lane of a {@code probe}. */
    DIRECT;

    /** The lower-case word used in configuration, metrics and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
