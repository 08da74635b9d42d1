package io.github.slowatchdog.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** libfaketime, which sets the clock of one process and leaves the others theirs. */
public final class Faketime {

    private static final List<Path> ROOTS =
            List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));

    /** The one for programs with threads first. */
    private static final List<String> NAMES = List.of("libfaketimeMT.so.1", "libfaketime.so.1");

    private Faketime() {}

    /**
     * What a process needs in its environment.
     *
     * @param offset a file that says how far off its clock is, such as {@code +1h}; read again each time it asks
     */
    public static Map<String, String> environment(Path offset) {
        return Map.of(
                "LD_PRELOAD",
                library(ROOTS, System.getProperty("os.arch")).toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                "FAKETIME_NO_CACHE",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    /** The library, in {@code ROOT/faketime} or {@code ROOT/ARCHITECTURE/faketime}; this machine's architecture first. */
    static Path library(List<Path> roots, String architecture) {
        String machine = architecture.equals("amd64") ? "x86_64" : architecture;
        List<Path> directories = new ArrayList<>();
        roots.stream().filter(Files::isDirectory).forEach(root -> {
            directories.add(root);
            directories.addAll(below(root));
        });
        return directories.stream()
                .sorted(Comparator.comparing(
                        directory -> !directory.getFileName().toString().startsWith(machine)))
                .flatMap(directory ->
                        NAMES.stream().map(name -> directory.resolve("faketime").resolve(name)))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + NAMES + " in a directory faketime below " + roots
                        + "; install libfaketime (Debian: apt-get install faketime)"));
    }

    private static List<Path> below(Path root) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, Files::isDirectory)) {
            entries.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return found;
    }
}
