package io.github.slowatchdog.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * What the check of a journal's chain found.
 *
 * @param entries how many lines there are
 * @param firstSeq number of the first; 0 if there is none. More than 1 where an earlier file was taken away
 * @param from time of the first
 * @param to time of the last
 * @param firstBreak where the chain is broken first; empty: it is whole
 * @param breaks how often it is broken
 * @param isToldOf whether the journal itself tells of its last break
 * @param length of the whole lines, in bytes
 * @param tornBytes how many bytes follow the last whole line: one that is being written, or was when the machine stopped
 */
public record Audit(
        long entries,
        long firstSeq,
        long lastSeq,
        String lastHash,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Break> firstBreak,
        long breaks,
        boolean isToldOf,
        long length,
        long tornBytes) {

    /**
     * A place at which the chain is broken.
     *
     * @param line counted from 1
     * @param what is wrong there, for a person
     */
    public record Break(long line, String what, String expected, String found) {}

    /** Whether no line was changed, taken out, put in or moved, as far as the chain can show it. */
    public boolean isWhole() {
        return firstBreak.isEmpty();
    }
}
