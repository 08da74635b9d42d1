package io.github.slowatchdog.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Goes through a journal line by line and says whether each follows from the one before. */
final class ChainCheck {

    /** The event that begins a new chain after a broken one. It tells of the break; that is no excuse for it. */
    static final String BROKEN = "journal chain broken";
    /** The event that begins a new file where one was taken away. */
    static final String ANEW = "journal begun anew";

    private final Optional<Mark> mark;
    private long line;
    private long firstSeq;
    private long seq;
    private String hash = Seal.NOTHING_BEFORE;
    private Optional<Instant> from = Optional.empty();
    private Optional<Instant> to = Optional.empty();
    private Optional<Audit.Break> first = Optional.empty();
    private long breaks;
    private boolean toldOf = true;
    private long toldAt;
    private boolean markSeen;

    private ChainCheck(Optional<Mark> mark) {
        this.mark = mark;
    }

    /**
     * What was found.
     *
     * @param hasMark whether the line that must be in it is
     */
    record Result(Audit audit, boolean hasMark) {}

    /**
     * Checks a whole file, in bounded memory.
     *
     * @param mark a line that must be in it, unless the file begins after that line
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    static Result of(Path file, Optional<Mark> mark) throws IOException {
        ChainCheck check = new ChainCheck(mark);
        try (Lines lines = Lines.of(file, JournalLine.LONGEST)) {
            while (lines.next()) {
                check.take(lines.line());
            }
            check.lookForMark();
            return new Result(check.audit(lines.offset(), lines.torn()), check.markSeen);
        }
    }

    private void take(byte[] bytes) {
        line++;
        Optional<JournalLine> read = bytes.length > JournalLine.LONGEST ? Optional.empty() : JournalLine.read(bytes);
        if (read.isPresent()) {
            take(read.get());
            return;
        }
        broken(line, "not a line of a journal", "a line of a journal", bytes.length + " bytes of something else");
        seq++;
        hash = Seal.NOTHING_BEFORE;
    }

    private void take(JournalLine known) {
        boolean tells = known.event().equals(BROKEN) && known.hashes().agree();
        boolean excused = tells && breaks > 0;
        if (!known.hashes().agree()) {
            broken(
                    line,
                    "the line was changed",
                    known.hashes().actual(),
                    known.hashes().stated());
        } else if (!excused && !follows(known)) {
            broken(line, "it does not follow from the line before", hash, known.prev());
        } else if (!excused && line > 1 && known.seq() != seq + 1) {
            broken(line, "its seq does not follow", Long.toString(seq + 1), Long.toString(known.seq()));
        }
        if (tells) {
            toldOf = true;
            toldAt = known.seq();
        }
        seq = known.seq();
        hash = known.hashes().stated();
        firstSeq = firstSeq == 0 ? seq : firstSeq;
        from = from.or(known::time);
        to = known.time().or(() -> to);
        markSeen |= known.hashes().agree()
                && mark.filter(new Mark(seq, hash)::equals).isPresent();
    }

    private boolean follows(JournalLine known) {
        return line == 1
                ? known.event().equals(ANEW)
                        || (known.seq() == 1 && known.prev().equals(Seal.NOTHING_BEFORE))
                : known.prev().equals(hash);
    }

    /** Lines that were cut off at the end leave a chain that is whole: only who remembers one of them can tell. */
    private void lookForMark() {
        if (mark.isEmpty() || markSeen || firstSeq == 0 || mark.get().seq() < firstSeq || breaks > 0) {
            return;
        }
        Mark missing = mark.get();
        boolean cut = missing.seq() > seq;
        broken(
                cut ? line + 1 : missing.seq() - firstSeq + 1,
                "seq " + missing.seq() + " is not there any more, and it was when the last checkpoint was made",
                missing.hash(),
                cut ? "the end of the journal at seq " + seq : "another line");
        toldOf = toldAt > missing.seq();
    }

    private void broken(long at, String what, String expected, String found) {
        breaks++;
        toldOf = false;
        if (first.isEmpty()) {
            first = Optional.of(new Audit.Break(at, what, expected, found));
        }
    }

    private Audit audit(long length, long torn) {
        return new Audit(line, firstSeq, seq, hash, from, to, first, breaks, toldOf, length, torn);
    }
}
