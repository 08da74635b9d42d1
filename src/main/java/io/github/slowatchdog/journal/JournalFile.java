package io.github.slowatchdog.journal;

import io.github.slowatchdog.watch.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The file while it is open for writing: where it ends, and what the next line is chained to. */
final class JournalFile implements AutoCloseable {

    /** The name of the file in its directory. */
    static final String NAME = "journal.jsonl";

    private final Path path;
    private final FileChannel channel;
    private final DirectoryLock lock;
    private final Optional<Object> identity;
    private long length;
    private Mark last;
    private boolean chained = true;
    private boolean halfWritten;

    private JournalFile(Path path, FileChannel channel, DirectoryLock lock, Audit audit) throws IOException {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
        this.identity = identity(path);
        this.length = audit.length();
        this.last = new Mark(audit.lastSeq(), audit.lastHash());
        // what follows the last whole line is dropped; the caller has the number of bytes from the audit
        this.halfWritten = audit.tornBytes() > 0;
    }

    /**
     * An open file and what was found in it.
     *
     * @param hasMark whether the line that was asked for is in it
     */
    record Opened(JournalFile file, Audit audit, boolean hasMark) {}

    /**
     * Opens or makes the file, and checks it.
     *
     * @param mark a line that should be in it
     * @throws JournalInUseException if another process writes it
     */
    static Opened open(Path directory, Optional<Mark> mark) throws IOException {
        Rights.makeDirectory(directory);
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            Path path = directory.resolve(NAME);
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new IOException(NAME + " is not a regular file");
            }
            boolean isNew = !Files.exists(path);
            FileChannel channel =
                    FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Rights.FILE);
            try {
                if (isNew) {
                    syncDirectory(directory);
                }
                ChainCheck.Result found = ChainCheck.of(path, mark);
                JournalFile file = new JournalFile(path, channel, lock, found.audit());
                return new Opened(file, found.audit(), found.hasMark());
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Makes names in a directory outlive a loss of power. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** The line that was written last; seq 0 if there is none. */
    Mark last() {
        return last;
    }

    /** The next line goes on after this one, which another file held. */
    void goOnAfter(Mark elsewhere) {
        last = elsewhere;
    }

    /** The next line begins a new chain. */
    void breakChain(long after) {
        last = new Mark(Math.max(after, last.seq()), last.hash());
        chained = false;
    }

    /** Writes one line; if that fails, nothing of it remains or what remains is cut off before the next is written. */
    void append(Event event) throws IOException {
        if (halfWritten) {
            channel.truncate(length);
            halfWritten = false;
        }
        long seq = last.seq() + 1;
        JournalLine.Written line = JournalLine.write(seq, event, chained ? last.hash() : Seal.NOTHING_BEFORE);
        ByteBuffer bytes = ByteBuffer.wrap((line.text() + "\n").getBytes(StandardCharsets.US_ASCII));
        int size = bytes.remaining();
        halfWritten = true;
        while (bytes.hasRemaining()) {
            channel.write(bytes, length + bytes.position());
        }
        halfWritten = false;
        length += size;
        last = new Mark(seq, line.hash());
        chained = true;
    }

    void force() throws IOException {
        channel.force(false);
    }

    /** Whether the file is still where it was, and nobody else has written to it. */
    boolean isOurs() {
        try {
            return identity(path).equals(identity) && (halfWritten || channel.size() == length);
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Object> identity(Path path) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    @Override
    public void close() throws IOException {
        try (DirectoryLock held = Objects.requireNonNull(lock)) {
            channel.close();
        }
    }
}
