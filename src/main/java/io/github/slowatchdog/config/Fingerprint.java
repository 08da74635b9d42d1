package io.github.slowatchdog.config;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of everything read: SHA-256, of which the first 12 hexadecimal digits are shown. */
final class Fingerprint {

    private static final int SHOWN = 12;

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    SourceFile take(SourceFile file) {
        take(file.bytes());
        return file;
    }

    /** The hash of the files taken so far and the phase. */
    String with(String phase) {
        take(phase.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN);
    }

    private void take(byte[] bytes) {
        // with its length, so that moving a line from one file to the next shows
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
