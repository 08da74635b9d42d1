package io.github.slowatchdog.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of this machine that ran to its end; a program that is missing fails with how to get it. */
record Ran(int exit, String said) {

    private static final Map<String, String> PACKAGES = Map.of(
            "promtool",
            "prometheus",
            "amtool",
            "prometheus-alertmanager",
            "systemd-analyze",
            "systemd",
            "gcc",
            "gcc libc6-dev");

    static Ran of(String... command) throws IOException, InterruptedException {
        return start(Map.of(), command).end();
    }

    static Started start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_OPTS", "SLO_WATCHDOG_LISTEN"));
        builder.environment().putAll(environment);
        try {
            return new Started(builder.start());
        } catch (IOException e) {
            throw new IOException(
                    command[0] + " cannot be started; on Debian: apt-get install "
                            + PACKAGES.getOrDefault(command[0], command[0]),
                    e);
        }
    }

    record Started(Process process) {

        Ran end() throws IOException, InterruptedException {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + process.info());
            }
            return new Ran(process.exitValue(), said);
        }
    }
}
