package io.github.slowatchdog.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** One file of the configuration: its bytes, read once, and the name it is shown by. */
final class SourceFile {

    /** More than any configuration a person writes; keeps a wrong file from being read whole. */
    private static final int LARGEST = 1024 * 1024;

    private final Path path;
    private final String shown;
    private final byte[] bytes;

    private SourceFile(Path path, String shown, byte[] bytes) {
        this.path = path;
        this.shown = shown;
        this.bytes = bytes;
    }

    /** Text that is in no file yet, by the name of the one that it is for. */
    static SourceFile of(String shown, String text) {
        return new SourceFile(Path.of(""), shown, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A part of this file as a file of its own, in which everything stands where it stands in this one. */
    SourceFile part(int line, int column, String text) {
        String padded = "\n".repeat(line - 1) + " ".repeat(column - 1) + text + "\n";
        return new SourceFile(path, shown, padded.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a file; empty if that cannot be done.
     *
     * @param complaint is told why not, as a sentence about "it"
     */
    static Optional<SourceFile> read(Path path, Consumer<String> complaint) {
        try {
            if (Files.isDirectory(path)) {
                complaint.accept("it is a directory");
            } else if (!Files.exists(path)) {
                complaint.accept("it does not exist");
            } else if (!Files.isRegularFile(path)) {
                // a pipe could keep the reader waiting for ever
                complaint.accept("it is not a regular file");
            } else {
                byte[] bytes = bytes(path);
                if (bytes.length <= LARGEST) {
                    return Optional.of(new SourceFile(path, shown(path), bytes));
                }
                complaint.accept("it is larger than 1 MiB");
            }
        } catch (AccessDeniedException e) {
            complaint.accept("this user may not read it");
        } catch (IOException | SecurityException e) {
            complaint.accept("it cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        return Optional.empty();
    }

    private static byte[] bytes(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(LARGEST + 1);
        }
    }

    /** The name a file is shown by: relative to the working directory or as given, whichever is shorter. */
    static String shown(Path path) {
        Path plain = path.normalize();
        // a/../b is b only where a is no link elsewhere
        String given = (sameFile(path, plain) ? plain : path).toString();
        Path directory = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        if (absolute.startsWith(directory) && sameFile(path, absolute)) {
            String relative = directory.relativize(absolute).toString();
            return !relative.isEmpty() && relative.length() < given.length() ? relative : given;
        }
        return given;
    }

    private static boolean sameFile(Path a, Path b) {
        try {
            return !Files.exists(a) || Files.isSameFile(a, b);
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    String shown() {
        return shown;
    }

    /** A path as it stands in this file: relative to the directory the file is in. */
    Path resolve(Path written) {
        Path directory = path.getParent();
        return directory == null ? written : directory.resolve(written);
    }

    /** The content; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    Path path() {
        return path;
    }
}
