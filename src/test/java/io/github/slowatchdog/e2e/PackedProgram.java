package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.cli.Main;
import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program in a jar with an archive of its class data, as an installed one has it: a start then costs half the time. What is
 * run is the same classes; the archive only saves reading and verifying them again. It is made once for all tests of a JVM, by a
 * watchdog that sees a breach and stops.
 */
final class PackedProgram {

    private static final String SHARE = "-Xshare:auto";

    private final Path archive;
    private final String classPath;

    private PackedProgram(Path archive, String classPath) {
        this.archive = archive;
        this.classPath = classPath;
    }

    /** What a JVM needs to run the program: its class path, and the archive. */
    static List<String> options() {
        return Made.PROGRAM.options("-XX:SharedArchiveFile=" + Made.PROGRAM.archive);
    }

    private List<String> options(String archiving) {
        return List.of("-XX:-UsePerfData", SHARE, archiving, "-cp", classPath);
    }

    private static PackedProgram make() {
        try {
            Path directory = Files.createTempDirectory("slo-watchdog-program");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> BenchMachine.delete(directory)));
            PackedProgram program = new PackedProgram(directory.resolve("program.jsa"), jars(directory));
            program.rehearse(directory);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The classes under test, with the libraries of the class path; an archive takes jars only. */
    private static String jars(Path directory) throws IOException {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        Path jar = Files.isDirectory(classes) ? packed(classes, directory.resolve("program.jar")) : classes;
        String libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar") && !Path.of(entry).equals(jar))
                .collect(Collectors.joining(File.pathSeparator));
        return jar + File.pathSeparator + libraries;
    }

    private static Path packed(Path classes, Path jar) throws IOException {
        try (Stream<Path> files = Files.walk(classes);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    /** Stops once, and ends; the JVM then writes the archive, of the classes that it used. */
    private void rehearse(Path directory) throws IOException, InterruptedException {
        try (FakeExporter bot = FakeExporter.start().say("# TYPE doubles_total counter\ndoubles_total 0");
                RedisServer redis = RedisServer.start(directory)) {
            Path config = configuration(directory, bot, redis);
            List<String> options = options("-XX:ArchiveClassesAtExit=" + archive);
            try (WatchdogProcess once =
                    WatchdogProcess.start(directory, Map.of(), options, List.of("run", "-c", config.toString()))) {
                await(once, "to=pass");
                bot.say("# TYPE doubles_total counter\ndoubles_total 1");
                await(once, "stop written");
                once.terminate();
            }
        }
        if (!Files.exists(archive)) {
            throw new IllegalStateException("the JVM has made no archive of its classes");
        }
    }

    private static void await(WatchdogProcess watchdog, String line) {
        try {
            ServerProcess.await(
                    line, () -> !watchdog.isAlive() || watchdog.log().contains(line));
            assertThat(watchdog.log()).contains(line);
        } catch (AssertionError e) {
            throw new IllegalStateException(watchdog.log(), e);
        }
    }

    private static Path configuration(Path directory, FakeExporter bot, RedisServer redis) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                groups:
                  - name: intents
                    interval: 200ms
                    objectives:
                      - {name: doubles, count: doubles_total, expect: "== 0", via: [bot], on_breach: stop}
                """);
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                name: rehearsal
                rules: [rules.yaml]
                prometheus: {url: 'http://127.0.0.1:1'}
                bot: {metrics: 'http://%s/metrics'}
                stop:
                  redis: {url: 'redis://127.0.0.1:%d'}
                  when_blind: {after: 1m, then: warn}
                http: {listen: '127.0.0.1:0'}
                journal: {path: journal}
                phases: [{name: canary, soak: {window: 1h}}]
                phase: canary
                """.formatted(bot.address(), redis.port()));
    }

    /** Made when the first test asks. */
    private static final class Made {

        private static final PackedProgram PROGRAM = make();
    }
}
