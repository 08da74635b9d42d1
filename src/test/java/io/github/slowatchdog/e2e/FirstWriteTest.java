package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The decision and the first write wait for nothing: not for the log, the journal, the metrics page, ten thousand other objectives, a lane that
 * never answers. Each as a process of its own against a real Redis; the
 * time from the decision to the write is Redis's own record of the command, and is shown at the end.
 */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class FirstWriteTest {

    private static final List<String> SHOWN = new ArrayList<>();
    private static final int MANY = 10_000;
    private static final int NOISE = 1000;

    @TempDir
    Path directory;

    @AfterAll
    static void show() {
        System.out.println("first write, decision to Redis, ms (each trial, the first one in a cold JVM):");
        SHOWN.forEach(System.out::println);
    }

    @Test
    void idle() throws Exception {
        try (FirstWrites writes = FirstWrites.of(directory, FirstRules.one("[bot]"))) {
            writes.watch();
            shown("idle", writes.trials(2));
        }
    }

    @Test
    void theLogBlocks() throws Exception {
        try (FirstWrites writes = FirstWrites.of(directory, FirstRules.one("[bot]") + FirstRules.noise(NOISE))) {
            writes.watchUnread();
            // thousands of verdicts that change are far more than a pipe holds, and than the queue behind it
            for (int i = 0; i < 6; i++) {
                writes.flap();
            }
            assertThat(writes.dropped()).as("lines that found no room").isPositive();
            shown("log blocks", writes.trials(2));
        }
    }

    @Test
    void theDiskIsFull() throws Exception {
        try (FirstWrites writes = FirstWrites.of(directory, FirstRules.one("[bot]"))) {
            writes.journal(directory.resolve("journal")).watchUnread();
            writes.fillTheDisk();
            shown("disk full", writes.trials(3));
            assertThat(writes.journalErrors()).as("events that found no room").isPositive();
        }
    }

    @Test
    void scrapesHang() throws Exception {
        List<Socket> hanging = new ArrayList<>();
        try (FirstWrites writes = FirstWrites.of(directory, FirstRules.one("[bot]") + FirstRules.noise(NOISE))) {
            writes.watch();
            for (int i = 0; i < 60; i++) {
                hanging.add(notReading(writes.port()));
            }
            shown("60 scrapes hang", writes.trials(2));
        } finally {
            for (Socket socket : hanging) {
                socket.close();
            }
        }
    }

    @Test
    void prometheusNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                FirstWrites writes = FirstWrites.of(directory, FirstRules.one("[prometheus, bot]"))) {
            writes.prometheus(silent.getLocalPort()).watch();
            shown("Prometheus hangs", writes.trials(2));
        }
    }

    /** All stop, and all are in breach in one tick: one order, and it is not the last thing that happens. */
    @Test
    void tenThousandInBreachAtOnce() throws Exception {
        try (FirstWrites writes = FirstWrites.of(directory, FirstRules.many(MANY, MANY))) {
            writes.watch();
            shown("10,000 stop at once", List.of(writes.allAtOnce()));
        }
    }

    /** All but the last one warn, so that the decision comes after all the others have been settled. */
    @Test
    void thousandsInBreachAndOnlyTheLastStops() throws Exception {
        try (FirstWrites writes = FirstWrites.of(directory, FirstRules.many(2 * NOISE, 1))) {
            writes.watch();
            shown("1,999 warn, 1 stops", List.of(writes.allAtOnce()));
        }
    }

    private static void shown(String what, List<FirstWrites.Trial> trials) {
        String line = String.format(
                Locale.ROOT,
                "  %-20s %s",
                what,
                trials.stream().map(FirstWrites.Trial::toString).collect(Collectors.joining("  ")));
        synchronized (SHOWN) {
            SHOWN.add(line);
        }
    }

    private static Socket notReading(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
