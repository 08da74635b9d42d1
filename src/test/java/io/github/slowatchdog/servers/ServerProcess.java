package io.github.slowatchdog.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A real server on a loopback port of its own, started by a test and ended by it, by process id only. What it prints goes to
 * a file, which a failure to start quotes.
 */
public final class ServerProcess implements AutoCloseable {

    private static final int LOWEST_PORT = 10_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT));
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a program and waits until it listens.
     *
     * @param install what a person does to get the program, for the message when it is missing
     */
    public static ServerProcess start(List<String> command, int port, Path directory, String install) {
        Path log = directory.resolve(Path.of(command.get(0)).getFileName() + "-" + port + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            // a test JVM that dies must not leave servers behind
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            ServerProcess server = new ServerProcess(process, log);
            await("listening on " + port + ": " + command, () -> listens(port) || !process.isAlive());
            if (!process.isAlive()) {
                throw new IllegalStateException(command.get(0) + " ended at once: " + Files.readString(log));
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    command.get(0) + " cannot be started: " + e.getMessage() + "; " + install, e);
        }
    }

    /**
     * A loopback port that nobody uses just now, and none twice soon. Below those that the kernel gives to connections: a server that is away
     * for a while finds it free when it is back.
     */
    public static int freePort() {
        for (int tries = LOWEST_PORT; tries <= HIGHEST_PORT; tries++) {
            int port = NEXT_PORT.getAndUpdate(last -> last >= HIGHEST_PORT ? LOWEST_PORT : last + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for a condition, at most 30 s. */
    public static void await(String what, BooleanSupplier condition) {
        await(what, START_LIMIT, condition);
    }

    /** Waits for a condition; fails with what was waited for when the time is up. */
    public static void await(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path log() {
        return log;
    }

    /** Freezes it: connections are accepted by the kernel, and nothing answers. */
    public void freeze() {
        signal("STOP");
        // kill comes back before all threads stand still
        await("process " + pid() + " stands still", this::isFrozen);
    }

    private boolean isFrozen() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid() + "/task"))) {
            return threads.allMatch(thread -> state(thread).equals("T"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The word behind the name, which stands in parentheses and may hold anything. */
    private static String state(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
        } catch (IOException e) {
            return "T"; // a thread that has ended does nothing either
        }
    }

    /** Lets a frozen server go on. */
    public void thaw() {
        signal("CONT");
    }

    /** kill -9, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        await("end of process " + pid(), () -> !process.isAlive());
    }

    /** Sends a signal by name, such as {@code HUP}. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
