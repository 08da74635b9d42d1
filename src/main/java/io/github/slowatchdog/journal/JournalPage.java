package io.github.slowatchdog.journal;

import java.util.List;

/**
 * A bounded piece of the journal, as it stands in the file.
 *
 * @param lines oldest first
 * @param first seq of the first line of the file; 0 if there is none. Larger than 1 where an earlier file was taken away
 * @param next seq to go on after: that of the last line that was read, or the one that was asked for
 * @param more whether there is more after it already
 * @param flaws where these lines do not follow from one another
 */
public record JournalPage(List<Line> lines, long first, long next, boolean more, List<Flaw> flaws) {

    public JournalPage {
        lines = List.copyOf(lines);
        flaws = List.copyOf(flaws);
    }

    /**
     * One line.
     *
     * @param json the very bytes of the file as text, without the line feed: one JSON object whose hash can be checked
     */
    public record Line(long seq, String json) {}

    /**
     * A place at which the journal is not what was once written.
     *
     * @param seq of the line at which it shows
     * @param what is wrong there, for a person
     */
    public record Flaw(long seq, String what) {}
}
