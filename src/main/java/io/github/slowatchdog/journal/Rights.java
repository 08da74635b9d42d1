package io.github.slowatchdog.journal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read what we create: evidence names queries, people and reasons, which are nobody else's business. */
final class Rights {

    /** Of files that are created: 0600. */
    static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Rights() {}

    /** Makes the directory, 0700, if it is not there; one that is there is left as it is. */
    static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, DIRECTORY);
        }
    }

    /** What an exception of the file system says, without the path, which the message has already. */
    static String why(IOException e) {
        if (e instanceof FileSystemException named) {
            String reason = named.getReason();
            if (reason != null) {
                return reason;
            }
            String kind = e.getClass().getSimpleName().replace("Exception", "");
            return kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT) + ": "
                    + Path.of(String.valueOf(named.getFile())).getFileName();
        }
        return String.valueOf(e.getMessage());
    }
}
