package io.github.slowatchdog.journal;

import io.github.slowatchdog.watch.Checkpoint;
import io.github.slowatchdog.watch.Event;
import io.github.slowatchdog.watch.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in a directory (SPEC 8), and the checkpoint beside it, written by one thread. Whoever records an event never
 * waits: a disk that fails or hangs costs evidence, which is counted, told in the log once, and told in the journal as soon as
 * that is possible again.
 */
public final class FileJournal implements Journal, AutoCloseable {

    /** Long enough to check some 300 MiB; a disk that hangs, or a larger journal, must not keep the bot unwatched. */
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(10);

    /** That of tens of thousands of objectives takes longer on a busy machine: while it gets on, so many times as long. */
    private static final int OPEN_PATIENCE = 6;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    /** How often the file is looked at while nothing happens. */
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Between two pieces of a large checkpoint, so that it takes only a part of a core. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

    private final EventQueue queue = new EventQueue();
    private final Losses losses = new Losses();
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    /** Held until somebody takes it: it is large. */
    private final AtomicReference<Optional<Checkpoint>> left = new AtomicReference<>(Optional.empty());

    private final InstantSource clock;
    private final Pen pen;
    private final Thread thread;

    private FileJournal(Path directory, String name, InstantSource clock) {
        this.clock = clock;
        this.pen = new Pen(directory, name, losses, clock);
        this.thread = new Thread(this::run, "journal");
        thread.setDaemon(true);
    }

    /**
     * Opens the journal in this directory, which is made if need be, and checks its chain. A directory that cannot be written
     * to is no reason not to watch: it is told, and tried again each second.
     *
     * @param name of the watchdog; a checkpoint of another one is not used
     * @throws JournalInUseException if another process writes it
     */
    public static FileJournal open(Path directory, String name, InstantSource clock) throws JournalInUseException {
        FileJournal journal = new FileJournal(directory, name, clock);
        journal.thread.start();
        long read = 0;
        for (int i = 1; !journal.awaitOpened(); i++) {
            long before = read;
            read = journal.pen.bytesOfCheckpoint();
            if (read == before || i == OPEN_PATIENCE) {
                journal.goOnWithout(OPEN_LIMIT.multipliedBy(i));
                break;
            }
            LOG.warn("the checkpoint is being read, {} MiB so far; nothing is watched before it is", read >> 20);
        }
        return journal;
    }

    /** Whether it is open; waits for it for a while. */
    private boolean awaitOpened() throws JournalInUseException {
        try {
            opened.get(OPEN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JournalInUseException inUse) {
                throw inUse;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private void goOnWithout(Duration waited) {
        if (opened.complete(false)) {
            LOG.error("journal is not open after {} s; going on without it, and with a new soak", waited.toSeconds());
        }
    }

    @Override
    public void record(Event event) {
        EventQueue.Added added = queue.add(event);
        if (added != EventQueue.Added.WAITS) {
            losses.count(Loss.QUEUE_FULL);
        }
        if (added == EventQueue.Added.DROPPED_FIRST) {
            LOG.error(
                    "journal does not keep up: {} events wait for the disk, and further ones are lost;"
                            + " watching and stopping go on",
                    EventQueue.EVENTS);
        }
    }

    @Override
    public boolean isBehind() {
        return queue.isHalfFull();
    }

    /** Has this kept, soon. Of several that wait only the newest is written. */
    public void keep(Checkpoint checkpoint) {
        queue.replace(new EventQueue.State(clock.instant(), checkpoint));
    }

    /** What was kept before the start, for the first who asks; empty if there was nothing, or nothing that can be used, which is told. */
    public Optional<Checkpoint> left() {
        return left.getAndSet(Optional.empty());
    }

    /** How often evidence was lost, or may have been, since the start. */
    public long errors() {
        return losses.all();
    }

    /** The same by reason; what never happened is not there. */
    public Map<Loss, Long> errorsByReason() {
        return losses.byReason();
    }

    /** Waits until all that was recorded so far is safe on disk, or lost; false if that takes longer than this. */
    public boolean flush(Duration within) {
        return queue.flush(within);
    }

    private void run() {
        if (!begin()) {
            return;
        }
        boolean last = false;
        while (!last) {
            EventQueue.Work work = queue.take(pen.isBusy() ? PAUSE : LOOK);
            last = work.last();
            try {
                pen.take(work, queue.isAwaited(work));
            } catch (RuntimeException | Error e) {
                // a bug of ours must not end the journal for good
                LOG.error("bug in the journal", e);
            }
            queue.done(work);
        }
        pen.close();
    }

    /** Whether there is anything to write for. */
    private boolean begin() {
        try {
            Optional<Checkpoint> found = pen.begin();
            // whoever has not waited for it has begun without
            if (!opened.isDone()) {
                left.set(found);
            }
            opened.complete(true);
            return true;
        } catch (JournalInUseException e) {
            return !opened.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
            return false;
        }
    }

    /** Brings everything to disk and lets go of the file, within 2 s; what a hung disk has not taken by then is lost. */
    @Override
    public void close() {
        queue.close();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
