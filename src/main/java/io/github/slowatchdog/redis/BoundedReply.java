package io.github.slowatchdog.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The replies of a server, of which none is a larger value than any flag or order. Jedis takes as much heap as the server announces,
 * and whoever may write the flag could so end the process: a larger value is passed over and told as one of a wrong type, which it is
 * to us.
 */
final class BoundedReply extends FilterInputStream {

    /** Bytes; in the script of {@link Master} as well. */
    static final int LARGEST = 1024 * 1024;

    private static final byte[] REFUSAL =
            "-WRONGTYPE a value of more than 1 MiB is no flag\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LINE_END = 2;

    private boolean begins;
    private long toPass;

    BoundedReply(InputStream in) {
        super(in);
    }

    /** A question was sent: what comes next begins a reply. */
    void next() {
        begins = true;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (toPass > 0) {
            int passed = in.read(bytes, offset, (int) Math.min(length, toPass));
            if (passed < 0) {
                return passed;
            }
            toPass -= passed;
        }
        int n = in.read(bytes, offset, length);
        if (begins && n > 0) {
            begins = false;
            return bytes[offset] == '$' ? bounded(bytes, offset, n, length) : n;
        }
        return n;
    }

    /** A value is announced as {@code $SIZE}, a line end, the bytes, a line end. */
    private int bounded(byte[] bytes, int offset, int n, int length) {
        long size = 0;
        int at = 1;
        while (at < n && bytes[offset + at] >= '0' && bytes[offset + at] <= '9') {
            size = Math.min(size * 10 + bytes[offset + at] - '0', Integer.MAX_VALUE);
            at++;
        }
        long rest = at + LINE_END + size + LINE_END - n;
        if (size <= LARGEST || rest < 0 || length < REFUSAL.length) {
            return n;
        }
        toPass = rest;
        System.arraycopy(REFUSAL, 0, bytes, offset, REFUSAL.length);
        return REFUSAL.length;
    }
}
