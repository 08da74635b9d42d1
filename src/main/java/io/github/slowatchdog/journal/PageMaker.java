package io.github.slowatchdog.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fills one page with the lines that it is shown, and looks whether each follows from the one before. */
final class PageMaker {

    /** Of a file that is damaged all over, the first places are enough. */
    private static final int MOST_FLAWS = 20;

    private final long after;
    private final int mostEntries;
    private final int mostBytes;
    private final List<JournalPage.Line> lines = new ArrayList<>();
    private final List<JournalPage.Flaw> flaws = new ArrayList<>();
    private Optional<Mark> before = Optional.empty();
    private long first;
    private long next;
    private int bytes;
    private boolean more;

    PageMaker(long after, int mostEntries, int mostBytes) {
        this.after = after;
        this.next = after;
        this.mostEntries = mostEntries;
        this.mostBytes = mostBytes;
    }

    /** The seq of the first line of the file; 0 if there is none. */
    void begins(long seq) {
        first = seq;
        if (seq > after + 1) {
            flaw(
                    seq,
                    "entries " + (after + 1) + " to " + (seq - 1)
                            + " are not in this file: the one before it was taken away");
        }
    }

    /** One line more; false if nothing more is wanted. */
    boolean take(byte[] bytesOfLine) {
        Optional<JournalLine> read =
                bytesOfLine.length > JournalLine.LONGEST ? Optional.empty() : JournalLine.read(bytesOfLine);
        if (read.isEmpty()) {
            if (before.filter(mark -> mark.seq() >= after).isPresent()) {
                flaw(next, "after it stands something that is not a line of a journal");
            }
            before = Optional.empty();
            return true;
        }
        JournalLine line = read.get();
        boolean wanted = line.seq() > after;
        if (wanted && isFull(bytesOfLine.length)) {
            more = true;
            return false;
        }
        if (wanted) {
            check(line);
            add(line, bytesOfLine);
        }
        before = Optional.of(new Mark(line.seq(), line.hashes().stated()));
        return true;
    }

    private boolean isFull(int length) {
        return lines.size() >= mostEntries || (!lines.isEmpty() && bytes + length > mostBytes);
    }

    private void check(JournalLine line) {
        if (!line.hashes().agree()) {
            flaw(line.seq(), "the line was changed");
        } else if (before.filter(mark -> !mark.hash().equals(line.prev())).isPresent()) {
            flaw(line.seq(), "it does not follow from the line before");
        } else if (before.filter(mark -> mark.seq() + 1 != line.seq()).isPresent()) {
            flaw(line.seq(), "its seq does not follow");
        }
    }

    private void add(JournalLine line, byte[] bytesOfLine) {
        next = Math.max(next, line.seq());
        if (JournalLine.entry(bytesOfLine).isPresent()) {
            bytes += bytesOfLine.length;
            lines.add(new JournalPage.Line(line.seq(), new String(bytesOfLine, StandardCharsets.UTF_8)));
        } else {
            flaw(line.seq(), "it is not JSON of an entry");
        }
    }

    private void flaw(long seq, String what) {
        if (flaws.size() < MOST_FLAWS) {
            flaws.add(new JournalPage.Flaw(seq, what));
        }
    }

    JournalPage page() {
        return new JournalPage(lines, first, next, more, flaws);
    }
}
