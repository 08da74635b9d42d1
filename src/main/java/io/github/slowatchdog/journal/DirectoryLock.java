package io.github.slowatchdog.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process off a journal. The lock is on a file of its own: the kernel drops a process's lock on a file as soon as
 * the process closes any handle of that file, and the journal itself is also opened to be read.
 */
final class DirectoryLock implements AutoCloseable {

    private static final String NAME = "journal.lock";
    private static final int LONGEST_PID = 20;

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws JournalInUseException if somebody has it
     * @throws IOException if there cannot be a lock
     */
    static DirectoryLock take(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        FileChannel channel = FileChannel.open(
                file, java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Rights.FILE);
        try {
            if (tryLock(channel) == null) {
                throw new JournalInUseException(directory, holder(file));
            }
            return new DirectoryLock(told(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Writes down who has it, for the message that the other one gets; not needed for the lock itself. */
    private static FileChannel told(FileChannel channel) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            // a full disk: the lock holds all the same
            return channel;
        }
        return channel;
    }

    private static String holder(Path file) {
        try {
            String pid =
                    Files.size(file) <= LONGEST_PID ? Files.readString(file).strip() : "";
            return pid.matches("\\d+") ? "process " + pid : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
