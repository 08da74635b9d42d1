package io.github.slowatchdog.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.watch.Event;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LineLogTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** A pipe that nobody reads until it is opened. */
    private static final class Blocked extends OutputStream {
        final CountDownLatch open = new CountDownLatch(1);
        final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            taken.write(bytes, from, count);
        }

        synchronized List<String> lines() {
            return taken.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> lines(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void blockedStderrDoesNotBlockTheCaller() {
        Blocked out = new Blocked();
        LineLog log = new LineLog(new LineQueue(out));
        int logged = LineQueue.LINES * 3;
        long began = System.nanoTime();
        for (int i = 0; i < logged; i++) {
            log.write(Entries.event("line", "n", i));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(DEADLINE);
        assertThat(log.droppedLines()).isBetween((long) logged - LineQueue.LINES - 1, (long) logged - LineQueue.LINES);
        assertThat(log.flush(Duration.ofMillis(50))).isFalse();

        long dropped = log.droppedLines();
        out.open.countDown();
        assertThat(log.flush(DEADLINE)).isTrue();
        List<String> lines = out.lines();
        assertThat(lines).hasSize(logged - (int) dropped + 1);
        assertThat(lines.stream().filter(line -> line.contains("log lines dropped")))
                .singleElement()
                .asString()
                .contains(" WARN  log lines dropped count=" + dropped);
        assertThat(lines.indexOf(lines.stream()
                        .filter(line -> line.contains("dropped"))
                        .findFirst()
                        .orElseThrow()))
                .as("told as soon as lines move again")
                .isLessThanOrEqualTo(1);
        assertThat(lines.get(0)).endsWith(" line n=0");
    }

    /** Few lines, but huge: the bound is in characters as well. */
    @Test
    void hugeLinesAreBoundedToo() {
        Blocked out = new Blocked();
        LineLog log = new LineLog(new LineQueue(out));
        for (int i = 0; i < 3000; i++) {
            log.write(Entries.event("line", "v", "x".repeat(4000)));
        }
        assertThat(log.droppedLines()).isGreaterThan(1500);
        out.open.countDown();
        assertThat(log.flush(DEADLINE)).isTrue();
    }

    @Test
    void closedStderrIsNoTrouble() {
        LineLog log = new LineLog(new LineQueue(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        }));
        log.write(Entries.event("a"));
        log.write(Entries.event("b"));
        assertThat(log.flush(DEADLINE)).isTrue();
        ServerProcess.await("both lines counted", () -> log.droppedLines() == 2);
    }

    @Test
    void levels() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LineLog log = new LineLog(new LineQueue(out));
        String ours = Entry.OURS + "x";
        log.write(Entries.of(Level.DEBUG, ours, "hidden", false));
        log.write(Entries.of(Level.INFO, ours, "shown 1", false));
        log.write(Entries.of(Level.INFO, "io.vertx.x", "hidden", false));
        log.write(Entries.of(Level.WARN, "io.vertx.x", "shown 2", false));
        log.configure(new Settings.Log(Settings.Log.Format.TEXT, Settings.Log.Level.DEBUG));
        log.write(Entries.of(Level.DEBUG, ours, "shown 3", false));
        log.write(Entries.of(Level.INFO, "io.vertx.x", "hidden", false));
        log.configure(new Settings.Log(Settings.Log.Format.JSON, Settings.Log.Level.ERROR));
        log.write(Entries.of(Level.WARN, ours, "hidden", false));
        log.write(Entries.of(Level.WARN, "io.vertx.x", "hidden", false));
        log.write(Entries.of(Level.ERROR, ours, "shown 4", false));
        assertThat(log.flush(DEADLINE)).isTrue();
        assertThat(lines(out)).hasSize(4).noneMatch(line -> line.contains("hidden"));
        assertThat(new JsonObject(lines(out).get(3)).getString("msg")).isEqualTo("shown 4");
    }

    @Test
    void anEventIsALineAtItsTime() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LineLog log = new LineLog(new LineQueue(out));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("slo", "duplicate_intents");
        data.put("to", "breach");
        data.put("samples", List.of("0@1", "1@2"));
        new EventLog(log).record(new Event(Entries.AT, Event.Level.ERROR, "verdict changed", data));
        assertThat(log.flush(DEADLINE)).isTrue();
        assertThat(lines(out))
                .containsExactly("2026-11-21T11:22:33.456Z ERROR verdict changed slo=duplicate_intents to=breach"
                        + " samples=\"0@1, 1@2\"");
    }

    @Test
    void aValueThatCannotBeWrittenIsNoTrouble() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LineLog log = new LineLog(new LineQueue(out));
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("broken");
            }
        };
        assertThatCode(() -> log.write(Entries.event("x", "value", broken))).doesNotThrowAnyException();
        assertThat(log.flush(DEADLINE)).isTrue();
        assertThat(lines(out)).singleElement().asString().contains(" x unwritable=java.lang.IllegalStateException");
    }

    @Test
    void slf4jAndTheLibrariesLogHere() {
        Logger logger = LoggerFactory.getLogger("io.github.slowatchdog.anything");
        assertThat(logger)
                .isInstanceOf(LineLogger.class)
                .isSameAs(LoggerFactory.getLogger("io.github.slowatchdog.anything"));
        assertThat(LoggerFactory.getLogger("io.netty.x").isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger("io.netty.x").isWarnEnabled()).isTrue();
        assertThat(io.netty.util.internal.logging.InternalLoggerFactory.getInstance("io.netty.x")
                        .isInfoEnabled())
                .isFalse();
    }

    @Test
    void keysAndValuesOfSlf4jAreFields() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LineLog log = new LineLog(new LineQueue(out));
        Logger logger = new LineLogger(Entry.OURS + "x", log);
        logger.atWarn().addKeyValue("path", "/a b").addArgument(3).log("took {} tries");
        logger.error("failed {} of {}", 1, 2, new IllegalStateException("why"));
        assertThat(log.flush(DEADLINE)).isTrue();
        assertThat(lines(out).get(0)).endsWith(" WARN  took 3 tries path=\"/a b\"");
        assertThat(lines(out).get(1)).contains(" ERROR failed 1 of 2 error=\"java.lang.IllegalStateException: why\"");
    }
}
