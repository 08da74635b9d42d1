package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Objective;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What stands for the definition of an objective: the same for two that may go on from the same state, and of two others the same
 * as seldom as 128 bits of SHA-256 are. The definition itself has some hundred characters, and this one is held by every objective.
 */
public final class Fingerprint {

    private static final int DIGITS = 32;
    private static final int RADIX = 16;

    private final long high;
    private final long low;

    private Fingerprint(long high, long low) {
        this.high = high;
        this.low = low;
    }

    public static Fingerprint of(Objective objective) {
        byte[] text = objective.definition().getBytes(StandardCharsets.UTF_8);
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text));
            return new Fingerprint(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws NumberFormatException if it is something else
     */
    public static Fingerprint parse(String text) {
        if (text.length() != DIGITS) {
            throw new NumberFormatException("not " + DIGITS + " hexadecimal digits");
        }
        return new Fingerprint(
                Long.parseUnsignedLong(text.substring(0, DIGITS / 2), RADIX),
                Long.parseUnsignedLong(text.substring(DIGITS / 2), RADIX));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high);
    }

    /** As 32 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
