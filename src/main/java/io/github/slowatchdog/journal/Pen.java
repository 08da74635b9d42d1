package io.github.slowatchdog.journal;

import io.github.slowatchdog.watch.Checkpoint;
import io.github.slowatchdog.watch.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What writes the journal, on the thread of the journal. A disk that fails is tried again each second; what should have been
 * written meanwhile is lost and counted, and the first line afterwards says how much that was.
 *
 * <pre>
 *   writing ── a write, fsync or opening fails ──▶ failing     events are lost, and counted
 *      ▲                                             │
 *      └── each second: open, cut off what is half ──┘
 *          written, tell what was lost, fsync
 * </pre>
 */
final class Pen {

    static final String LOST = "journal events lost";

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
    private static final long SECOND = 1_000_000_000L;
    /** What must be safe on disk before anything else is: what a post-mortem asks for first. */
    private static final Set<String> SAFE_AT_ONCE = Set.of("released", "soak ended", "shutdown");

    private static final String SAFE_AT_ONCE_PREFIX = "stop ";

    private final Path directory;
    private final Losses losses;
    private final InstantSource clock;
    private final CheckpointKeeper checkpoint;
    private final Deque<Event> notes = new ArrayDeque<>();
    private Optional<JournalFile> file = Optional.empty();
    /** The line that must be in the file, if it is opened anew. */
    private Optional<Mark> mark = Optional.empty();

    private boolean isLastMark;
    private String whyAnew = "it was taken away while no watchdog ran";
    private boolean failing;
    private long failedAt;
    private long forcedAt = System.nanoTime();
    private long lookedAt = System.nanoTime();
    private boolean dirty;

    Pen(Path directory, String name, Losses losses, InstantSource clock) {
        this.directory = directory;
        this.losses = losses;
        this.clock = clock;
        this.checkpoint = new CheckpointKeeper(directory, name, losses);
    }

    /**
     * Opens the journal for the first time.
     *
     * @return the state to go on from
     * @throws JournalInUseException if another process writes it; any other trouble is told, and tried again later
     */
    Optional<Checkpoint> begin() throws JournalInUseException {
        mark = checkpoint.read();
        boolean belongs = false;
        try {
            belongs = open();
        } catch (JournalInUseException e) {
            throw e;
        } catch (IOException e) {
            fail(e);
            belongs = isReadable();
        }
        Optional<Checkpoint> saved = checkpoint.saved(belongs, mark.isEmpty());
        checkpoint
                .trouble()
                .ifPresent(why ->
                        note(new Event(clock.instant(), Event.Level.WARN, "checkpoint not used", Map.of("why", why))));
        return saved;
    }

    /** How much of the checkpoint has been read. Safe from any thread. */
    long bytesOfCheckpoint() {
        return checkpoint.bytesRead();
    }

    /** What cannot be written to may still be read: a restart need not forget because of it. */
    private boolean isReadable() {
        try {
            return ChainCheck.of(directory.resolve(JournalFile.NAME), mark).hasMark();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the line that should be in it is. */
    private boolean open() throws IOException {
        JournalFile.Opened opened = JournalFile.open(directory, mark);
        file = Optional.of(opened.file());
        notes.clear();
        opened.audit().firstBreak().ifPresent(first -> {
            losses.count(Loss.CHAIN_BROKEN);
            told(LOG.atError(), Map.of("path", path(), "line", first.line(), "what", first.what()))
                    .log("the chain of the journal is broken; see 'slo-watchdog audit verify'");
        });
        Findings.of(opened, mark, isLastMark, whyAnew, clock.instant()).forEach(this::note);
        if (opened.audit().entries() > 0
                && (opened.audit().isWhole() || opened.audit().isToldOf())) {
            mark = Optional.of(opened.file().last());
            isLastMark = true;
        }
        // what a process before this one wrote may not be safe yet
        dirty = true;
        return opened.hasMark();
    }

    /** One piece of work, whatever happens. */
    void take(EventQueue.Work work, boolean awaited) {
        work.state().ifPresent(checkpoint::replace);
        look();
        boolean atOnce = awaited || work.last();
        for (Event event : work.events()) {
            write(event);
            atOnce |= SAFE_AT_ONCE.contains(event.name()) || event.name().startsWith(SAFE_AT_ONCE_PREFIX);
        }
        if (ready() && dirty && (atOnce || checkpoint.isDue() || System.nanoTime() - forcedAt >= SECOND)) {
            force();
        }
        if (!failing && (!dirty || checkpoint.isUnderWay())) {
            mark.ifPresent(after -> checkpoint.write(after, awaited || work.last()));
        }
    }

    /** Whether it has begun something that it should go on with soon. */
    boolean isBusy() {
        return checkpoint.isUnderWay();
    }

    private void write(Event event) {
        if (!ready()) {
            losses.count(Loss.WRITE_FAILED);
            return;
        }
        try {
            append(event);
        } catch (IOException e) {
            losses.count(Loss.WRITE_FAILED);
            fail(e);
        } catch (RuntimeException | Error e) {
            losses.count(Loss.MALFORMED);
            LOG.error("an event could not be made a line of the journal: {}: {}", event.name(), e.toString());
        }
    }

    private void append(Event event) throws IOException {
        JournalFile open = file.orElseThrow();
        open.append(event);
        dirty = true;
        mark = Optional.of(open.last());
        isLastMark = true;
    }

    /** Whether lines can be written, as far as anybody knows. */
    private boolean ready() {
        if (failing && System.nanoTime() - failedAt < SECOND) {
            return false;
        }
        try {
            if (file.isEmpty()) {
                open();
            }
            while (!notes.isEmpty()) {
                append(notes.element());
                notes.remove();
            }
            Map<String, Object> untold = losses.untold();
            if (!untold.isEmpty()) {
                Event lost = new Event(clock.instant(), Event.Level.ERROR, LOST, untold);
                append(lost);
                losses.told(untold);
                log(lost);
            }
            if (failing) {
                file.orElseThrow().force();
                failing = false;
                told(LOG.atWarn(), Map.of("path", path())).log("journal can be written again");
            }
            return true;
        } catch (IOException e) {
            fail(e);
            return false;
        }
    }

    private void force() {
        try {
            file.orElseThrow().force();
            dirty = false;
            forcedAt = System.nanoTime();
        } catch (IOException e) {
            losses.count(Loss.SYNC_FAILED);
            fail(e);
        }
    }

    /** Looks, at most once a second, whether the file is still the one it was. */
    private void look() {
        if (file.isEmpty() || System.nanoTime() - lookedAt < SECOND) {
            return;
        }
        lookedAt = System.nanoTime();
        if (!file.get().isOurs()) {
            whyAnew =
                    "it was " + (Files.exists(path()) ? "emptied or replaced" : "deleted") + " while the watchdog ran";
            close();
            checkpoint.again();
        }
    }

    private void fail(IOException e) {
        failedAt = System.nanoTime();
        if (!failing) {
            failing = true;
            told(LOG.atError(), Map.of("path", directory, "why", Rights.why(e)))
                    .log("journal cannot be written: evidence is being lost, watching and stopping go on;"
                            + " free the disk, or correct rights or journal.path");
        }
    }

    private void note(Event event) {
        notes.add(event);
        log(event);
    }

    private static void log(Event event) {
        told(LOG.atLevel(Level.valueOf(event.level().name())), new LinkedHashMap<>(event.data()))
                .log(event.name());
    }

    private static LoggingEventBuilder told(LoggingEventBuilder line, Map<String, ?> fields) {
        LoggingEventBuilder told = line;
        for (Map.Entry<String, ?> field : fields.entrySet()) {
            told = told.addKeyValue(field.getKey(), field.getValue());
        }
        return told;
    }

    private Path path() {
        return directory.resolve(JournalFile.NAME);
    }

    void close() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            LOG.warn("journal was not closed cleanly: {}", Rights.why(e));
        }
        file = Optional.empty();
    }
}
