package io.github.slowatchdog.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One JSON object as a line that shows whether it was changed: its last member is {@code hash}, the SHA-256 of the very bytes of
 * the line without that member. Nobody has to write JSON again in some canonical way to check it.
 */
final class Seal {

    /** What the first line of a journal has in place of the hash of a line before. */
    static final String NOTHING_BEFORE = "0".repeat(64);

    private static final byte[] BEFORE_HASH = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER_HASH = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int HEX = 64;
    private static final int LENGTH = BEFORE_HASH.length + HEX + AFTER_HASH.length;
    private static final int INNERMOST = 2;
    private static final int PIECE = 64 * 1024;

    private Seal() {}

    /**
     * What a seal says and what it should say.
     *
     * @param stated the hash in the line
     * @param actual the hash of the line
     */
    record Hashes(String stated, String actual) {

        boolean agree() {
            return stated.equals(actual);
        }
    }

    /** The hash of an object, as text. */
    static String hash(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** The object with its hash as last member. */
    static String sealed(String json, String hash) {
        return json.substring(0, json.length() - 1) + ",\"hash\":\"" + hash + "\"}";
    }

    /** The hashes of a sealed line without its line feed; empty if it does not end as a sealed line does. */
    static Optional<Hashes> read(byte[] line) {
        try {
            return read(new ByteArrayInputStream(line), line.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same of so many bytes, of which never more than a piece is held.
     *
     * @param length of all that is to be read
     */
    static Optional<Hashes> read(InputStream in, long length) throws IOException {
        long body = length - LENGTH;
        if (body < INNERMOST) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        byte[] piece = new byte[(int) Math.min(PIECE, body)];
        for (long left = body; left > 0; ) {
            int read = in.readNBytes(piece, 0, (int) Math.min(piece.length, left));
            if (read == 0) {
                return Optional.empty();
            }
            digest.update(piece, 0, read);
            left -= read;
        }
        byte[] end = in.readNBytes(LENGTH);
        if (end.length < LENGTH
                || !matches(end, 0, BEFORE_HASH)
                || !matches(end, LENGTH - AFTER_HASH.length, AFTER_HASH)) {
            return Optional.empty();
        }
        digest.update((byte) '}');
        String stated = new String(end, BEFORE_HASH.length, HEX, StandardCharsets.ISO_8859_1);
        return Optional.of(new Hashes(stated, HexFormat.of().formatHex(digest.digest())));
    }

    /** Of what is written bit by bit, up to the last member before the hash: the closing brace is added here. */
    static String hash(MessageDigest written) {
        written.update((byte) '}');
        return HexFormat.of().formatHex(written.digest());
    }

    private static boolean matches(byte[] line, int from, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (line[from + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
