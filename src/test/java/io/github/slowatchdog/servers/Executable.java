package io.github.slowatchdog.servers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that are run as soon as they are written.
 *
 * <p>Another process writes them. Had we a file open for writing while another thread of ours starts a program, that program would have it open
 * as well until it has closed what it inherited, and the kernel runs no file that somebody can write to: "Text file busy".
 */
public final class Executable {

    private Executable() {}

    /** A script of the shell, without the line that says so. */
    public static Path script(Path file, String body) throws IOException {
        return write(file, new ByteArrayInputStream(("#!/bin/sh\n" + body + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** The same program in another place. */
    public static Path copy(Path program, Path file) throws IOException {
        try (InputStream content = Files.newInputStream(program)) {
            return write(file, content);
        }
    }

    /** A program with this content, in a directory that is made if it is missing. */
    public static Path write(Path file, InputStream content) throws IOException {
        Files.createDirectories(file.getParent());
        Process writer = new ProcessBuilder("sh", "-c", "cat >\"$0\" && chmod 755 \"$0\"", file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = writer.getOutputStream()) {
            content.transferTo(in);
        }
        try {
            if (writer.waitFor() != 0) {
                throw new IOException(file + " cannot be written; see what sh says");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing " + file, e);
        }
        return file;
    }
}
