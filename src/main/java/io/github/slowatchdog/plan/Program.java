package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One run of a program: its output in bounds, and an end to it and to everything it has started when its time is over or the plan
 * is broken off.
 */
final class Program {

    private static final int MOST_OUTPUT = 1 << 20;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(200);
    private static final Duration STREAMS = Duration.ofSeconds(1);

    private final PlanStep.Exec exec;
    private final Predicate<String> inherited;
    private final Kin kin = new Kin();

    /**
     * How it ended.
     *
     * @param exit -1 where it was killed
     */
    record Ended(boolean inTime, int exit, Output stdout, Output stderr) {}

    /** What it wrote. */
    record Output(String text, boolean cut) {}

    /** @param inherited which variables of the environment it may see */
    Program(PlanStep.Exec exec, Predicate<String> inherited) {
        this.exec = exec;
        this.inherited = inherited;
    }

    Ended run() throws InterruptedException, MisconfiguredException {
        Process process = start();
        Reading stdout = Reading.of(process.getInputStream());
        Reading stderr = Reading.of(process.getErrorStream());
        try {
            feed(process);
            boolean inTime = await(process);
            if (!inTime) {
                kin.kill(process);
            }
            return new Ended(inTime, inTime ? process.exitValue() : -1, stdout.end(), stderr.end());
        } catch (InterruptedException e) {
            kin.kill(process);
            throw e;
        }
    }

    private Process start() throws MisconfiguredException {
        if (exec.dir().isPresent() && !Files.isDirectory(exec.dir().get())) {
            throw new MisconfiguredException(
                    "the directory " + exec.dir().get() + " is not there", "create it, or correct `dir`");
        }
        List<String> command = exec.shell() ? List.of("sh", "-c", exec.run().get(0)) : exec.run();
        ProcessBuilder builder = new ProcessBuilder(command);
        exec.dir().ifPresent(dir -> builder.directory(dir.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(inherited.negate());
        environment.putAll(exec.env());
        kin.mark(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new MisconfiguredException(
                    "the program " + command.get(0) + " cannot be started: " + reason(e),
                    "install it, let this user run it, or correct `run`");
        }
    }

    /** What the system says, such as "Permission denied" (Java 25 has its number with it), of a message that has the program before it. */
    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(message.lastIndexOf(", ") + 1).trim();
    }

    private void feed(Process process) {
        try (OutputStream in = process.getOutputStream()) {
            if (exec.stdin().isPresent()) {
                in.write(exec.stdin().get().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // it does not read what it is given, which is its own affair
        }
    }

    private boolean await(Process process) throws InterruptedException {
        long end = System.nanoTime() + exec.timeout().toNanos();
        Duration look = LOOK;
        while (true) {
            long left = Math.min(end - System.nanoTime(), look.toNanos());
            if (process.waitFor(Math.max(left, 0), TimeUnit.NANOSECONDS)) {
                return true;
            }
            if (System.nanoTime() >= end) {
                return false;
            }
            kin.look(process);
            look = look.multipliedBy(2).compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look.multipliedBy(2);
        }
    }

    /** Reads a stream to its end, and keeps the beginning. */
    private static final class Reading {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Thread thread;
        private boolean cut;

        private Reading(InputStream in) {
            this.thread = new Thread(() -> readAll(in), "program-output");
            thread.setDaemon(true);
        }

        static Reading of(InputStream in) {
            Reading reading = new Reading(in);
            reading.thread.start();
            return reading;
        }

        private void readAll(InputStream in) {
            byte[] piece = new byte[16 * 1024];
            try {
                for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                    take(piece, n);
                }
            } catch (IOException e) {
                // closed with the process
            }
        }

        private synchronized void take(byte[] piece, int n) {
            int room = Math.min(n, MOST_OUTPUT - kept.size());
            kept.write(piece, 0, room);
            cut |= room < n;
        }

        /** What has been read; something left behind may hold the stream open, and is not waited for. */
        Output end() throws InterruptedException {
            thread.join(STREAMS.toMillis());
            synchronized (this) {
                return new Output(kept.toString(StandardCharsets.UTF_8), cut);
            }
        }
    }
}
