package io.github.slowatchdog.journal;

/** A line that was once in the journal, by its number and its hash. */
record Mark(long seq, String hash) {}
