package io.github.slowatchdog.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Readers of paths and of secrets in files. A path is relative to the directory of the file it stands in. */
final class Paths {

    private static final long LARGEST_SECRET = 64 * 1024;

    private Paths() {}

    static Optional<Path> path(Cursor value) {
        return Scalars.text(value).flatMap(text -> {
            try {
                return Optional.of(value.file().resolve(Path.of(text)));
            } catch (InvalidPathException e) {
                return value.wrong("it is not a path (" + e.getReason() + ")", "write the path of a file");
            }
        });
    }

    /** A directory that may have to be made. */
    static Optional<Path> directory(Cursor value) {
        return path(value)
                .flatMap(path -> Files.exists(path) && !Files.isDirectory(path)
                        ? value.wrong(named(value, path) + " is a file", "name a directory; it is made if need be")
                        : Optional.of(path));
    }

    /** A file that is there and may be read. */
    static Optional<Path> file(Cursor value) {
        return path(value).flatMap(path -> {
            String what = Files.isDirectory(path)
                    ? "is a directory"
                    : !Files.exists(path) ? "does not exist" : !Files.isReadable(path) ? "may not be read" : "";
            return what.isEmpty()
                    ? Optional.of(path)
                    : value.wrong(
                            "the file " + named(value, path) + " " + what,
                            "create it readable for this user, or correct the path (relative to the file it stands in)");
        });
    }

    /** A file that holds a secret, which is not read before it is used. */
    static Optional<Secret> secretFile(Cursor value) {
        return file(value).flatMap(path -> {
            try {
                long size = Files.size(path);
                if (size >= 1 && size <= LARGEST_SECRET) {
                    return Optional.of(Secret.in(path));
                }
                return value.wrong(
                        "the file " + named(value, path) + " is "
                                + (size == 0 ? "empty" : "larger than any secret (64 KiB)"),
                        "put the secret, and nothing else, into it");
            } catch (IOException | SecurityException e) {
                return value.wrong(
                        "the file " + named(value, path) + " cannot be read", "create it readable for this user");
            }
        });
    }

    /** A path for a message; one from the environment may be a secret in the wrong place. */
    static String named(Cursor value, Path path) {
        return value.isFromEnvironment() ? value.shown() : Quote.of(SourceFile.shown(path));
    }

    /** A secret in place; best {@code ${ENV:NAME}}. */
    static Optional<Secret> secret(Cursor value) {
        return Scalars.line(value).map(Secret::of);
    }
}
