package io.github.slowatchdog.e2e;

import io.github.slowatchdog.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code slo-watchdog COMMAND} as a process of its own, with the heap of a sidecar. */
final class WatchdogProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private WatchdogProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static WatchdogProcess start(Path directory, String... arguments) {
        return start(directory, Map.of(), arguments);
    }

    /** The same with further variables of the environment. */
    static WatchdogProcess start(Path directory, Map<String, String> environment, String... arguments) {
        return start(directory, environment, PackedProgram.options(), List.of(arguments));
    }

    /** One whose output is a pipe that nobody reads, as a stuck log collector leaves it; what it prints is lost. */
    static WatchdogProcess unread(Path directory, String... arguments) {
        return start(builder(PackedProgram.options(), List.of(arguments)), directory.resolve("nothing.log"));
    }

    /** The same with further options of the JVM, the class path among them. */
    static WatchdogProcess start(
            Path directory, Map<String, String> environment, List<String> options, List<String> arguments) {
        Path log = directory.resolve("watchdog-" + System.nanoTime() + ".log");
        ProcessBuilder builder = builder(options, arguments).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return start(builder, log);
    }

    private static ProcessBuilder builder(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(options);
        command.add(Main.class.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    long pid() {
        return process.pid();
    }

    private static WatchdogProcess start(ProcessBuilder builder, Path log) {
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new WatchdogProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed so far. */
    String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "(its output is not read)";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, and how it ended. */
    int terminate() throws InterruptedException {
        process.destroy();
        return exit();
    }

    /** SIGTERM, and how it ended within this time. */
    int terminate(Duration limit) throws InterruptedException {
        process.destroy();
        return exit(limit);
    }

    /** How it ended by itself. */
    int exit() throws InterruptedException {
        return exit(Duration.ofSeconds(60));
    }

    /** How it ended by itself within this time. */
    int exit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running: " + log());
        }
        return process.exitValue();
    }

    /** kill -9, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }

    /** Sends a signal by name, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
