package io.github.slowatchdog.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Prometheus's own judge of metrics. */
public final class Promtool {

    private Promtool() {}

    /** What {@code promtool check metrics} complains of; empty if it is content. */
    public static String check(String page) throws IOException, InterruptedException {
        Path in = Files.createTempFile("page", ".txt");
        Path out = Files.createTempFile("promtool", ".txt");
        try {
            Files.writeString(in, page, StandardCharsets.UTF_8);
            Process promtool = start(in, out);
            if (!promtool.waitFor(30, TimeUnit.SECONDS)) {
                promtool.destroyForcibly();
                throw new AssertionError("promtool check metrics does not end");
            }
            String said = Files.readString(out);
            return promtool.exitValue() == 0 ? said : "exit code " + promtool.exitValue() + ": " + said;
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }

    private static Process start(Path in, Path out) throws IOException {
        try {
            return new ProcessBuilder("promtool", "check", "metrics")
                    .redirectInput(in.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("promtool cannot be started; apt-get install prometheus brings it", e);
        }
    }
}
