package io.github.slowatchdog.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** What a bench runs on: numbers without it mean nothing. */
final class BenchMachine {

    private BenchMachine() {}

    /** Java, processors, system. */
    static String told() {
        return "Java %s, %d processors, %s %s"
                .formatted(
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"));
    }

    /** What a server of PATH says of itself. */
    static String version(String server) {
        try {
            Process process = new ProcessBuilder(server, "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return server + ": " + said.lines().findFirst().orElse("?").replaceAll(" \\(?(branch|sha=|malloc).*", "");
        } catch (IOException e) {
            return server + ": not there";
        }
    }

    /** How many wanted to run at once over the last minute. */
    static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(Locale.ROOT, "%.1f", load);
    }

    /** Deletes a scratch directory of a bench. */
    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
