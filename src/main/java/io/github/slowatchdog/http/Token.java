package io.github.slowatchdog.http;

import io.github.slowatchdog.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bearer token that orders need. Its file is read at each use, so that a rotated token counts at once. */
final class Token {

    private static final String SCHEME = "bearer ";

    private final Optional<Secret> secret;

    Token(Optional<Secret> secret) {
        this.secret = secret;
    }

    /** Whether one is configured; whether it can be read just now is another matter. */
    boolean isConfigured() {
        return secret.isPresent();
    }

    /** What is said of a request. */
    enum Judgement {
        GRANTED,
        /** No token came, or another. */
        WRONG,
        /** There is no token that could be right: none configured, or its file is empty or cannot be read. */
        OFF
    }

    /**
     * Judges the header; takes the same time whatever token it holds. May block: it reads a file.
     *
     * @param authorization the header; null if there is none
     */
    Judgement judge(@Nullable String authorization) {
        Optional<String> expected = expected();
        if (expected.isEmpty()) {
            return Judgement.OFF;
        }
        String given =
                authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                        ? authorization.substring(SCHEME.length()).strip()
                        : "";
        // a header is bytes, of which each is read as one character;
        // digests have one length, so that not even the length of the token shows in the time
        boolean same = MessageDigest.isEqual(
                Digests.sha256(given.getBytes(StandardCharsets.ISO_8859_1)),
                Digests.sha256(expected.get().getBytes(StandardCharsets.UTF_8)));
        return same && !given.isEmpty() ? Judgement.GRANTED : Judgement.WRONG;
    }

    private Optional<String> expected() {
        try {
            return secret.isEmpty()
                    ? Optional.empty()
                    : Optional.of(secret.get().reveal().strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(Token.class).warn("http.token_file: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
