package io.github.slowatchdog.log;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.watch.Attempt;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * The log of the process. There is one, on stderr, that SLF4J writes to as well; before {@link #configure} it writes text from
 * INFO on.
 */
public final class LineLog {

    private static final LineLog STANDARD = new LineLog(new LineQueue(new FileOutputStream(FileDescriptor.err)));

    private final LineQueue queue;
    private volatile LineFormat format = new TextFormat();
    private volatile Level level = Level.INFO;

    LineLog(LineQueue queue) {
        this.queue = queue;
        queue.reportDropsWith(this::dropped);
    }

    /** The log of the process, on stderr. */
    public static LineLog standard() {
        return STANDARD;
    }

    /**
     * Makes Vert.x log here too. To be called before anything of Vert.x is touched; {@code java.util.logging} is not bridged,
     * nothing in use needs it.
     */
    public static void adoptVertx() {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
    }

    /** Sets format and level; may be called again at any time. */
    public void configure(Settings.Log settings) {
        format = LineFormat.of(settings.format());
        level = Level.valueOf(settings.level().name());
    }

    /** Lines that were dropped because nobody took them, since the start. */
    public long droppedLines() {
        return queue.dropped();
    }

    /** Waits until everything logged so far is written, or the time is up; false in that case. */
    public boolean flush(Duration within) {
        return queue.flush(within);
    }

    /** Whether an entry of this level would be written. Libraries are only heard from WARN on. */
    boolean isOn(Level wanted, boolean ours) {
        return wanted.toInt() >= level.toInt() && (ours || wanted.toInt() >= Level.WARN.toInt());
    }

    void write(Entry entry) {
        if (isOn(entry.level(), entry.isOurs())) {
            queue.add(line(entry));
        }
    }

    /** Logging never throws: a value that cannot be written must not keep anything from being done. */
    private String line(Entry entry) {
        return Attempt.orElse(() -> format.line(entry), e -> {
            Map<String, Object> fields = Map.of("unwritable", e.getClass().getName());
            return format.line(new Entry(
                    entry.at(),
                    entry.level(),
                    entry.logger(),
                    entry.message(),
                    entry.isEvent(),
                    fields,
                    Optional.empty()));
        });
    }

    private String dropped(long count) {
        return format.line(new Entry(
                Instant.ofEpochMilli(InstantSource.system().millis()),
                Level.WARN,
                Entry.OURS + "log",
                "log lines dropped",
                true,
                Map.of("count", count),
                Optional.empty()));
    }
}
