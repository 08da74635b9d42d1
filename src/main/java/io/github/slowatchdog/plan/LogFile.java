package io.github.slowatchdog.plan;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A log in a file. Holds the file that was there when the plan began, so that what is written to it is read also when it has been renamed,
 * as log rotation does, and another stands in its place.
 */
final class LogFile implements LogSource, AutoCloseable {

    private final Path file;
    /** The file that was there when the plan began. */
    private final Optional<Opened> former;

    /**
     * A file that is open.
     *
     * @param key what tells it from another that had its name
     * @param size how long it was then, in bytes
     */
    private record Opened(FileChannel channel, String key, long size) {

        /** What has been written to it since then; ends with a line feed, so that nothing is joined to the line of another file. */
        InputStream rest() throws IOException {
            long end = channel.size();
            if (end <= size) {
                return InputStream.nullInputStream();
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean ended = channel.read(last, end - 1) == 1 && last.get(0) == '\n';
            InputStream rest = new FilterInputStream(Channels.newInputStream(channel.position(size))) {
                @Override
                public void close() {
                    // a later step reads it once more
                }
            };
            return ended ? rest : both(rest, new ByteArrayInputStream(new byte[] {'\n'}));
        }
    }

    /** Call when the plan begins. */
    LogFile(Path file) {
        this.file = file;
        this.former = former(file);
    }

    private static Optional<Opened> former(Path file) {
        try {
            return Optional.of(openToRead(file));
        } catch (IOException e) {
            // what is there later is all new, or cannot be read either
            return Optional.empty();
        }
    }

    private static Opened openToRead(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is not a regular file");
        }
        try {
            String key = key(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            if (!key.equals(key(file))) {
                channel.close();
                // which of the two is open cannot be told, and what stood in the old one before must not count
                throw new IOException("it was replaced while it was opened");
            }
            return new Opened(channel, key, channel.size());
        } catch (NoSuchFileException e) {
            throw new IOException("it does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("this user may not read it", e);
        }
    }

    private static String key(Path file) throws IOException {
        return String.valueOf(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    private static InputStream both(InputStream first, InputStream second) {
        return new SequenceInputStream(Collections.enumeration(List.of(first, second)));
    }

    @Override
    public String name() {
        return file.normalize().toString();
    }

    @Override
    public Optional<String> lost() {
        try {
            return former.isPresent()
                            && former.get().channel().size() < former.get().size()
                    ? Optional.of(
                            "the log was cut since the plan began, and what it said before that is lost: rotate it by"
                                    + " renaming it")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("whether the log was cut since the plan began cannot be told: " + e.getMessage());
        }
    }

    @Override
    public InputStream open(boolean whole) throws IOException {
        Opened now = openToRead(file);
        InputStream all = Channels.newInputStream(now.channel());
        if (whole || former.isEmpty()) {
            return all;
        }
        Opened then = former.get();
        if (!then.key().equals(now.key())) {
            return both(then.rest(), all);
        }
        if (now.size() >= then.size()) {
            now.channel().position(then.size());
        }
        return all;
    }

    @Override
    public void close() {
        try {
            if (former.isPresent()) {
                former.get().channel().close();
            }
        } catch (IOException e) {
            // of what was only read nothing is lost
            return;
        }
    }
}
