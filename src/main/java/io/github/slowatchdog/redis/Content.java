package io.github.slowatchdog.redis;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a key holds.
 *
 * @param raw the bytes of a string value, one Latin-1 character each, so that any bytes survive and compare
 */
record Content(Kind kind, String raw) {

    static final Content ABSENT = new Content(Kind.ABSENT, "");

    /** A hash, a list, ...: anything but a string. */
    static final Content OTHER = new Content(Kind.OTHER, "");

    /** What a key can hold; the lower-case word is what the script says. */
    enum Kind {
        ABSENT,
        TEXT,
        OTHER
    }

    static Content of(byte[] bytes) {
        return new Content(Kind.TEXT, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    static Content text(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The value as text; empty if it is none, or no valid UTF-8. */
    Optional<String> text() {
        if (kind != Kind.TEXT) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The value for a person, whatever it is; empty text if there is none. */
    String shown() {
        return text().orElseGet(
                        () -> kind == Kind.OTHER ? "(not a string)" : new String(bytes(), StandardCharsets.UTF_8));
    }
}
