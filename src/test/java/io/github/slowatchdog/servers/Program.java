package io.github.slowatchdog.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that judges files and ends. */
public final class Program {

    private Program() {}

    /**
     * What it came to.
     *
     * @param said on both of its outputs
     */
    public record Outcome(int exit, String said) {}

    /**
     * Runs it in the directory of the project.
     *
     * @param install what a person does to get it
     */
    public static Outcome run(String install, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("program", ".txt");
        try {
            Process process = start(install, command, out);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + List.of(command));
            }
            return new Outcome(process.exitValue(), Files.readString(out));
        } finally {
            Files.delete(out);
        }
    }

    private static Process start(String install, String[] command, Path out) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(command[0] + " cannot be started; " + install, e);
        }
    }
}
