package io.github.slowatchdog.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a fuzzer, taken one after the other as what a target needs; after their end everything is 0. The same bytes always give
 * the same, and text stands in them as text, so that a seed can be written by hand.
 */
public final class Tape {

    private final byte[] bytes;
    private int at;

    public Tape(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean isAtEnd() {
        return at >= bytes.length;
    }

    /** From 0 to 255. */
    public int next() {
        return isAtEnd() ? 0 : bytes[at++] & 0xff;
    }

    /** From 0 to one less than this, which is at most 256. */
    public int below(int bound) {
        return next() % bound;
    }

    /** One of these. */
    @SafeVarargs
    public final <T> T oneOf(T... all) {
        return all[below(all.length)];
    }

    /** Up to this byte, which is passed over, or to the end. */
    public byte[] until(int end) {
        int from = at;
        while (at < bytes.length && bytes[at] != end) {
            at++;
        }
        byte[] piece = Arrays.copyOfRange(bytes, from, at);
        at = Math.min(at + 1, bytes.length);
        return piece;
    }

    /** The rest of the line. */
    public String line() {
        return new String(until('\n'), StandardCharsets.UTF_8);
    }

    /** All that is left. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
        at = bytes.length;
        return rest;
    }
}
