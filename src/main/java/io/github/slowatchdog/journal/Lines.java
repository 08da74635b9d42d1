package io.github.slowatchdog.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The lines of a file as bytes, one at a time; of one that is too long only the beginning is kept. */
final class Lines implements AutoCloseable {

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int filled;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long offset;
    private long lineLength;
    private boolean ended;

    private Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Refuses what is no plain file: a device or a pipe might never end. */
    static Lines of(Path file, int longest) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "not a regular file");
        }
        return new Lines(Files.newInputStream(file), longest);
    }

    /** Only the whole lines among the last so many bytes. */
    static Lines ending(Path file, int longest, long bytes) throws IOException {
        Lines lines = of(file, longest);
        long before = Files.size(file) - bytes;
        if (before > 0) {
            lines.in.skipNBytes(before);
            lines.next();
        }
        return lines;
    }

    /** Whatever comes next out of this. */
    static Lines from(InputStream in, int longest) {
        return new Lines(in, longest);
    }

    /** Goes on to the next line; false at the end of the file, or when what is left has no line feed. */
    boolean next() throws IOException {
        line.reset();
        lineLength = 0;
        while (!ended) {
            if (position == filled) {
                filled = in.read(buffer);
                position = 0;
                if (filled < 0) {
                    ended = true;
                    filled = 0;
                    return false;
                }
            }
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            keep(end);
            if (end < filled) {
                position = end + 1;
                offset += lineLength + 1;
                return true;
            }
            position = end;
        }
        return false;
    }

    private void keep(int end) {
        int length = end - position;
        lineLength += length;
        line.write(buffer, position, Math.min(length, Math.max(0, longest + 1 - line.size())));
    }

    /** The line without its line feed; longer than {@code longest} by one byte if it was too long. */
    byte[] line() {
        return line.toByteArray();
    }

    /** How many bytes the whole lines so far have, with their line feeds. */
    long offset() {
        return offset;
    }

    /** After the last line: how many bytes follow it. */
    long torn() {
        return lineLength;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
