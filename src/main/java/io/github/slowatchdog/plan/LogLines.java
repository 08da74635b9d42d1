package io.github.slowatchdog.plan;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of a log, one at a time, with limits: a log may be huge, and a line of it endless. */
final class LogLines {

    /** More than can be looked at with profit; a longer log wants a later beginning. */
    static final long MOST_BYTES = 256L << 20;

    /** In bytes; of a longer line no more is looked at. */
    static final int LONGEST = 16 * 1024;

    private final InputStream in;
    private final byte[] line = new byte[LONGEST];
    private long bytes;
    private boolean lineCut;

    LogLines(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /** The next line without its end, cut where it is very long; empty at the end, or when the limit is reached. */
    Optional<String> next() throws IOException {
        int length = 0;
        lineCut = false;
        boolean any = false;
        while (!isCut()) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            any = true;
            bytes++;
            if (c == '\n') {
                break;
            }
            if (length < LONGEST) {
                line[length++] = (byte) c;
            } else {
                lineCut = true;
            }
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return any ? Optional.of(new String(line, 0, end, StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** Whether the last line was longer than what was given of it. */
    boolean isLineCut() {
        return lineCut;
    }

    /** Whether there is more than was read. */
    boolean isCut() {
        return bytes >= MOST_BYTES;
    }
}
