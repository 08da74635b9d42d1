package io.github.slowatchdog.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The entries of the journal, read from where they are kept (SPEC 8). Called on a thread that may block, one call after the other;
 * never waits for whoever writes.
 */
public interface Entries {

    /**
     * What comes after an entry, as much as fits.
     *
     * @param after the seq of that entry; 0 for all
     * @param entries at most so many
     * @param bytes at most so many, but for a first entry that has more by itself
     * @return empty if nothing has been written yet
     * @throws IOException if they cannot be read
     */
    Optional<Page> after(long after, int entries, int bytes) throws IOException;

    /**
     * The seq of the newest entry; 0 if there is none.
     *
     * @throws IOException if that cannot be read
     */
    long last() throws IOException;

    /**
     * Entries that follow each other.
     *
     * @param first seq of the oldest entry that is still kept; 0 if there is none
     * @param next to go on after
     * @param more whether there is more already
     * @param flaws where it is not what was once written
     */
    record Page(List<Entry> entries, long first, long next, boolean more, List<Flaw> flaws) {
        public Page {
            entries = List.copyOf(entries);
            flaws = List.copyOf(flaws);
        }
    }

    /** One entry, as a JSON object. */
    record Entry(long seq, String json) {}

    /** A place at which it is not what was once written, and what is wrong there. */
    record Flaw(long seq, String what) {}
}
