package io.github.slowatchdog.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A log in a file. Remembers how long it was when the plan began; a file that was replaced or cut since is all new. */
final class LogFile implements LogSource {

    private final Path file;
    private final Optional<Mark> began;

    private record Mark(Object key, long size) {}

    /** Call when the plan begins. */
    LogFile(Path file) {
        this.file = file;
        this.began = mark();
    }

    private Optional<Mark> mark() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Mark(String.valueOf(now.fileKey()), now.size()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return file.normalize().toString();
    }

    @Override
    public InputStream open(boolean whole) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is not a regular file");
        }
        try {
            Optional<Mark> before = mark();
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            Optional<Mark> now = mark();
            if (!before.map(Mark::key).equals(now.map(Mark::key))) {
                channel.close();
                // which of the two is open cannot be told, and what stood in the old one before must not count
                throw new IOException("it was replaced while it was opened");
            }
            boolean same = now.isPresent()
                    && began.isPresent()
                    && now.get().key().equals(began.get().key())
                    && now.get().size() >= began.get().size();
            if (!whole && same) {
                channel.position(began.get().size());
            }
            return Channels.newInputStream(channel);
        } catch (NoSuchFileException e) {
            throw new IOException("it does not exist", e);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new IOException("this user may not read it", e);
        }
    }
}
