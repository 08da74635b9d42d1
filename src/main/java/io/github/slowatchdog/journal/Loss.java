package io.github.slowatchdog.journal;

import java.util.Locale;

/** Why evidence was lost, or may be. */
public enum Loss {
    /** The disk is so slow that more events waited than are kept waiting. */
    QUEUE_FULL,
    /** The line could not be written: disk full, read-only, no rights, gone. */
    WRITE_FAILED,
    /** What an event holds could not be made a line of; a bug. */
    MALFORMED,
    /** The disk did not say that what was written is safe. */
    SYNC_FAILED,
    /** The checkpoint could not be replaced. */
    CHECKPOINT_FAILED,
    /** The chain of what is there was found broken. */
    CHAIN_BROKEN;

    /** As it is written in events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is about events that will not be in the journal. */
    boolean isOfEvents() {
        return this == QUEUE_FULL || this == WRITE_FAILED || this == MALFORMED;
    }
}
