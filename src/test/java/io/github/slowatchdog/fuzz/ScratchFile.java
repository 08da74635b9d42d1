package io.github.slowatchdog.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in a directory of its own that is written again for each input; each thread has one. */
public final class ScratchFile {

    private final String name;
    private final ThreadLocal<Path> directory = ThreadLocal.withInitial(ScratchFile::made);

    public ScratchFile(String name) {
        this.name = name;
    }

    private static Path made() {
        try {
            Path made = Files.createTempDirectory("slo-watchdog-fuzz");
            made.toFile().deleteOnExit();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory, for what stands beside it. */
    public Path directory() {
        return directory.get();
    }

    /** The file with this content. */
    public Path write(byte[] content) throws IOException {
        Path file = directory().resolve(name);
        file.toFile().deleteOnExit();
        return Files.write(file, content);
    }
}
