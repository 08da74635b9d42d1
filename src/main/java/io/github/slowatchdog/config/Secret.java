package io.github.slowatchdog.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret that never prints: given in place (from an environment variable), or in a file that is read at each use. */
public sealed interface Secret {

    /**
     * The secret itself, without trailing line ends.
     *
     * @throws IOException if its file cannot be read; the message names the file, never the content
     */
    String reveal() throws IOException;

    static Secret of(String value) {
        return new Given(value);
    }

    static Secret in(Path file) {
        return new InFile(file);
    }

    /** A value from configuration or environment. */
    record Given(String value) implements Secret {
        @Override
        public String reveal() {
            return value;
        }

        @Override
        public String toString() {
            return "<secret>";
        }
    }

    /** A file, so that a rotated secret is used without a restart. */
    record InFile(Path file) implements Secret {

        private static final int LIMIT = 64 * 1024;

        @Override
        public String reveal() throws IOException {
            // what is not a file, such as a pipe, might never end
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException(file + " is not a regular file");
            }
            if (Files.size(file) > LIMIT) {
                throw new IOException(file + " is larger than any secret (64 KiB)");
            }
            try {
                return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
            } catch (CharacterCodingException e) {
                throw new IOException(file + " is not UTF-8 text", e);
            }
        }

        @Override
        public String toString() {
            return "<secret in " + file + ">";
        }
    }
}
