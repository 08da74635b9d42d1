package io.github.slowatchdog.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a journal page by page, also while a watchdog writes it. The lines are numbered upwards, so that the place to begin at is
 * found by halving the file: a page costs the same at the end of a large journal as at its beginning.
 */
public final class JournalPages {

    /** Below this the lines are read one after the other. */
    private static final long NEAR = 64 * 1024;

    private static final int HEAD = 512;

    private final FileChannel file;
    private final long size;

    private JournalPages(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    /**
     * The entries after a number, as many as fit.
     *
     * @param after only entries with a larger {@code seq}; 0 for all
     * @param entries at most so many
     * @param bytes at most so many, but for a first entry that has more by itself
     * @throws NoSuchFileException if there is no journal
     */
    public static JournalPage after(Path directoryOrFile, long after, int entries, int bytes) throws IOException {
        try (FileChannel file = open(directoryOrFile)) {
            return new JournalPages(file).read(after, new PageMaker(after, entries, bytes));
        }
    }

    /**
     * The number of the last whole line; 0 if there is none.
     *
     * @throws NoSuchFileException if there is no journal
     */
    public static long last(Path directoryOrFile) throws IOException {
        try (FileChannel file = open(directoryOrFile)) {
            return new JournalPages(file).last();
        }
    }

    private static FileChannel open(Path directoryOrFile) throws IOException {
        Path path = JournalReader.file(directoryOrFile);
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (!Files.isRegularFile(path)) {
            throw new FileSystemException(path.toString(), null, "not a regular file");
        }
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    private JournalPage read(long after, PageMaker page) throws IOException {
        page.begins(seqAt(0).orElse(0L));
        Lines lines = from(before(after));
        boolean wanted = true;
        while (wanted && lines.next()) {
            wanted = page.take(lines.line());
        }
        return page.page();
    }

    private long last() throws IOException {
        long seq = 0;
        Lines lines = from(before(Long.MAX_VALUE));
        while (lines.next()) {
            seq = JournalLine.seq(lines.line()).orElse(seq);
        }
        return seq;
    }

    /** Not to be closed: that would close the file. */
    private Lines from(long offset) throws IOException {
        return Lines.from(Channels.newInputStream(file.position(offset)), JournalLine.LONGEST);
    }

    /** Where a line begins that is not after this number, and near the first that is; 0 if none is known. */
    private long before(long after) throws IOException {
        long low = 0;
        long high = size;
        while (high - low > NEAR) {
            long middle = low + (high - low) / 2;
            Place place = lineFrom(middle, high);
            if (place.seq().filter(seq -> seq <= after).isPresent()) {
                low = place.offset();
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** A line that begins here or later. */
    private record Place(long offset, Optional<Long> seq) {}

    /** The next line that is one of a journal; without a seq if none begins before the end. */
    private Place lineFrom(long offset, long end) throws IOException {
        long at = offset;
        Lines lines = from(offset);
        // what is left of the line in which the offset lies
        while (at < end && lines.next()) {
            at = offset + lines.offset();
            Optional<Long> seq = at < end ? seqAt(at) : Optional.empty();
            if (seq.isPresent()) {
                return new Place(at, seq);
            }
        }
        return new Place(at, Optional.empty());
    }

    private Optional<Long> seqAt(long offset) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        int read = file.read(head, offset);
        return read <= 0 ? Optional.empty() : JournalLine.seq(Arrays.copyOf(head.array(), read));
    }
}
