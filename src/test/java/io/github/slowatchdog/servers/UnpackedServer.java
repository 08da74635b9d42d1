package io.github.slowatchdog.servers;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Servers that {@code bin/test-servers} unpacks, under the directory that the system property or environment variable
 * {@code SLO_SERVERS} names, else {@code target/servers}. One that is not there fails the test; where somebody has decided to go
 * without it, and written why into {@code NAME.unavailable}, the test is aborted with that reason.
 */
public final class UnpackedServer {

    private static final String HOW = "run `bin/test-servers`, or set SLO_SERVERS to where it has unpacked them";

    private UnpackedServer() {}

    /** The Prometheus of the 3 line. */
    public static Path prometheus3() {
        return find("prometheus3", "usr/bin/prometheus");
    }

    public static Path victoriaMetrics() {
        return find("victoria-metrics", "usr/bin/victoria-metrics");
    }

    private static Path find(String name, String binary) {
        Path servers = directory();
        Path found = servers.resolve(name).resolve(binary);
        if (Files.isExecutable(found)) {
            return found.toAbsolutePath();
        }
        try {
            Path unavailable = servers.resolve(name + ".unavailable");
            if (Files.exists(unavailable)) {
                return abort(
                        "without " + name + ": " + Files.readString(unavailable).strip());
            }
            Path failed = servers.resolve(name + ".failed");
            String why = Files.exists(failed) ? Files.readString(failed).strip() + "\n" : "";
            return fail(why + "there is no " + found + "; " + HOW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        String named = System.getProperty("SLO_SERVERS", System.getenv("SLO_SERVERS"));
        return Path.of(named == null || named.isBlank() ? "target/servers" : named);
    }
}
