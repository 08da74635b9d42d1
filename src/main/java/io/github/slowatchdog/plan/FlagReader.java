package io.github.slowatchdog.plan;

/** The place where the flag of the kill switch is. */
public interface FlagReader {

    /** What was found there. */
    sealed interface Read {
        /** A value, whatever it is. */
        record Found(String text) implements Read {}

        /** No value. */
        record Absent() implements Read {}

        /** @param why one line for a person, without secrets */
        record Failed(String why) implements Read {}
    }

    /** Reads it; has a deadline of its own. */
    Read read();
}
