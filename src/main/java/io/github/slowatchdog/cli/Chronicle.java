package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.journal.FileJournal;
import io.github.slowatchdog.journal.JournalInUseException;
import io.github.slowatchdog.log.EventLog;
import io.github.slowatchdog.log.LineLog;
import io.github.slowatchdog.metrics.BuildInfo;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.watch.Checkpoint;
import io.github.slowatchdog.watch.Event;
import io.github.slowatchdog.watch.Journal;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where {@code run} tells what happens: the log, and the journal if there is to be one; and what is told before the loop and after it. */
final class Chronicle implements AutoCloseable {

    /** Whoever ends a process waits; whoever ends a container does not wait for long. */
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(1);

    private final Optional<FileJournal> file;
    private Optional<Checkpoint> left;
    private final Journal journal;
    private final InstantSource clock;

    private Chronicle(Optional<FileJournal> file, Journal log, InstantSource clock) {
        this.file = file;
        this.left = file.flatMap(FileJournal::left);
        this.journal = file.map(log::and).orElse(log);
        this.clock = clock;
    }

    /**
     * Opens the journal, if one is configured.
     *
     * @param listener is told of everything, too
     * @throws UncheckedIOException if another process writes it
     */
    static Chronicle open(Settings settings, InstantSource clock, Journal listener) {
        try {
            Optional<FileJournal> file = settings.journal().isEmpty()
                    ? Optional.empty()
                    : Optional.of(FileJournal.open(settings.journal().get(), settings.name(), clock));
            return new Chronicle(file, new EventLog(LineLog.standard()).and(listener), clock);
        } catch (JournalInUseException e) {
            throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
        }
    }

    Journal journal() {
        return journal;
    }

    /** Where a process before this one has left off, for the first who asks, since it is large; empty without a journal, too. */
    Optional<Checkpoint> left() {
        Optional<Checkpoint> taken = left;
        left = Optional.empty();
        return taken;
    }

    /** Keeps what the next process will need; nothing without a journal. */
    void keep(Checkpoint checkpoint) {
        file.ifPresent(journal -> journal.keep(checkpoint));
    }

    /** For {@code slo_watchdog_journal_errors_total}. */
    long errors() {
        return file.map(FileJournal::errors).orElse(0L);
    }

    /** What runs, and by what promises; before the first measurement. */
    void begin(Settings settings) {
        loaded(settings);
        BuildInfo build = BuildInfo.read();
        Map<String, Object> start = new LinkedHashMap<>();
        start.put("name", settings.name());
        start.put("phase", settings.phase().name());
        start.put("mode", mode(settings));
        start.put("config", settings.hash());
        start.put("version", build.version());
        start.put("revision", build.revision());
        start.put("pid", ProcessHandle.current().pid());
        left.ifPresent(checkpoint -> start.put("down_since", checkpoint.at().toString()));
        tell("start", start);
    }

    private static String mode(Settings settings) {
        return settings.stop().enforced() ? "enforce" : "shadow";
    }

    /** By what promises it goes on. */
    void loaded(Settings settings) {
        Map<String, Object> loaded = new LinkedHashMap<>();
        loaded.put("hash", settings.hash());
        loaded.put("mode", mode(settings));
        loaded.put("phase", settings.phase().name());
        loaded.put("window", settings.phase().soak().window().toString());
        loaded.put("vars", settings.phase().vars());
        loaded.put(
                "phases", settings.phases().stream().map(Settings.Phase::name).toList());
        loaded.put("objectives", promises(settings));
        tell("config loaded", loaded);
    }

    /** How the phase was begun: passed, or by whose word. */
    void begin(Beginning beginning) {
        journal.record(new Event(clock.instant(), beginning.level(), PhaseEvidence.BEGUN, beginning.data()));
    }

    private static List<String> promises(Settings settings) {
        return settings.groups().stream()
                .flatMap(group -> group.objectives().stream())
                .map(Chronicle::promise)
                .toList();
    }

    private static String promise(Objective objective) {
        return objective.name() + ": " + objective.indicator().query() + " "
                + objective.expect().text()
                + (objective.hold().isZero() ? "" : " for " + objective.hold().toSeconds() + "s") + ", else "
                + (objective.shadow() ? "shadow" : objective.onBreach().word());
    }

    /** The end was asked for; on disk when this returns, or after a second at most. */
    void shutdown() {
        tell("shutdown", Map.of());
        if (!flush()) {
            org.slf4j.LoggerFactory.getLogger(Chronicle.class).warn("the journal was not on disk in time");
        }
    }

    /** Something about the configuration has happened. */
    void tell(Event.Level level, String name, Map<String, Object> data) {
        journal.record(new Event(clock.instant(), level, name, data));
    }

    /** Everything told so far is on disk when this returns, or after a second at most. */
    boolean flush() {
        return file.map(kept -> kept.flush(SHUTDOWN_LIMIT)).orElse(true);
    }

    private void tell(String name, Map<String, Object> data) {
        tell(Event.Level.INFO, name, data);
    }

    @Override
    public void close() {
        file.ifPresent(FileJournal::close);
    }
}
