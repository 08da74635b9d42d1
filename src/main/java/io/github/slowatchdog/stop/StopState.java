package io.github.slowatchdog.stop;

import java.util.Locale;

/** How far the stop has come (SPEC 7.2). */
public enum StopState {
    /** No order is in force. */
    CLEAR,
    /** Decided; the flag is not known to be written. */
    ORDERED,
    /** Written and read back; the bot has not shown yet that it obeys. */
    WRITTEN,
    /** The bot has shown that it obeys, after the write. */
    CONFIRMED,
    /** The bot has not shown it within the time allowed. */
    UNCONFIRMED;

    /** The lower-case word used in metrics and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
