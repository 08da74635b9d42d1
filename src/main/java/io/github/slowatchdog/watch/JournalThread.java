package io.github.slowatchdog.watch;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands events to a journal on a thread of its own, in their order: a disk that is full or hangs must cost evidence, never time
 * of the loop. Bounded; what finds no room, and what the journal throws at, is lost and counted.
 */
public final class JournalThread implements Journal, AutoCloseable {

    /** A tick of some ten thousand objectives that all change; and bounded in memory when nothing moves. */
    private static final int ROOM = 16 * 1024;

    private final Journal journal;
    private final BlockingQueue<Runnable> waiting;
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    private JournalThread(Journal journal, int room) {
        this.journal = journal;
        this.waiting = new ArrayBlockingQueue<>(room);
        this.thread = new Thread(this::work, "journal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Puts a journal that may block or throw where it can do no harm. */
    public static JournalThread around(Journal journal) {
        return around(journal, ROOM);
    }

    static JournalThread around(Journal journal, int room) {
        return new JournalThread(journal, room);
    }

    @Override
    public void record(Event event) {
        if (closed || !waiting.offer(() -> pass(event))) {
            lost.incrementAndGet();
        }
    }

    /** How many events the journal has not taken, since the start. */
    public long lost() {
        return lost.get();
    }

    private void pass(Event event) {
        try {
            journal.record(event);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            lost.incrementAndGet();
        }
    }

    private void work() {
        try {
            while (!closed || !waiting.isEmpty()) {
                Runnable next = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no more, and waits until what is there has been taken, or the time is up; true in the first case. */
    public boolean end(Duration within) {
        closed = true;
        try {
            thread.join(Math.max(1, within.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Override
    public void close() {
        end(Duration.ofMillis(500));
    }
}
