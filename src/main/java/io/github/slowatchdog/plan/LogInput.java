package io.github.slowatchdog.plan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A log on standard input, read by a thread of its own and kept, so that several steps can look at it and a step can wait for what
 * is still to come.
 */
final class LogInput implements LogSource {

    /** All of it is held in memory. */
    static final int MOST_BYTES = 32 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InputStream in;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private boolean begun;
    private boolean ended;
    private boolean cut;

    LogInput(InputStream in) {
        this.in = in;
    }

    @Override
    public String name() {
        return "standard input";
    }

    /** Begins to read, if that was not done. */
    synchronized void begin() {
        if (!begun) {
            begun = true;
            Thread reader = new Thread(this::readAll, "standard-input");
            reader.setDaemon(true);
            reader.start();
        }
    }

    /** What has come; for {@code whole} waits for its end, for some seconds. */
    @Override
    public synchronized InputStream open(boolean whole) throws IOException, InterruptedException {
        begin();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (whole && !ended) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IOException("it has not ended within " + Words.duration(PATIENCE)
                        + "; with `within` or `hold` it need not end");
            }
            wait(left);
        }
        if (cut) {
            throw new IOException("it is longer than 32 MiB");
        }
        return new ByteArrayInputStream(read.toByteArray());
    }

    private void readAll() {
        byte[] piece = new byte[64 * 1024];
        try {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                take(piece, n);
            }
        } catch (IOException e) {
            // a pipe that breaks has ended
        }
        end();
    }

    private synchronized void take(byte[] piece, int n) {
        cut |= read.size() + n > MOST_BYTES;
        if (!cut) {
            read.write(piece, 0, n);
        }
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
