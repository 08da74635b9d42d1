package io.github.slowatchdog.journal;

import io.github.slowatchdog.watch.Checkpoint;
import io.github.slowatchdog.watch.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the disk: a bounded number of events, and the newest checkpoint. Nobody who adds waits. */
final class EventQueue {

    /** An event that tells much has a few KiB; a disk that hangs must not fill the heap. */
    static final int EVENTS = 1024;

    private static final int AT_ONCE = 128;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Deque<Event> events = new ArrayDeque<>();
    private Optional<State> state = Optional.empty();
    private long syncsAsked;
    private long syncsDone;
    private boolean full;
    private boolean closed;

    /** A state to be kept. */
    record State(Instant at, Checkpoint checkpoint) {}

    /**
     * What the writer has to do next.
     *
     * @param syncs more than have been asked for before, if somebody waits until all of this is safe on disk
     * @param last nothing comes after it
     */
    record Work(List<Event> events, Optional<State> state, long syncs, boolean last) {}

    /** What became of an event that was added. */
    enum Added {
        WAITS,
        DROPPED,
        /** Dropped, as the first since there was room. */
        DROPPED_FIRST
    }

    Added add(Event event) {
        lock.lock();
        try {
            if (closed || events.size() >= EVENTS) {
                boolean first = !full;
                full = true;
                return first ? Added.DROPPED_FIRST : Added.DROPPED;
            }
            events.add(event);
            moved.signalAll();
            return Added.WAITS;
        } finally {
            lock.unlock();
        }
    }

    boolean isHalfFull() {
        lock.lock();
        try {
            return events.size() > EVENTS / 2;
        } finally {
            lock.unlock();
        }
    }

    void replace(State newest) {
        lock.lock();
        try {
            state = Optional.of(newest);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next work; none after this time, so that the writer can look at its file. */
    Work take(Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (events.isEmpty() && state.isEmpty() && syncsAsked == syncsDone && !closed && left > 0) {
                left = moved.awaitNanos(left);
            }
            List<Event> next = new ArrayList<>();
            while (!events.isEmpty() && next.size() < AT_ONCE) {
                next.add(events.remove());
            }
            full = full && events.size() > EVENTS / 2;
            Optional<State> pending = state;
            state = Optional.empty();
            return new Work(next, pending, events.isEmpty() ? syncsAsked : syncsDone, closed && events.isEmpty());
        } catch (InterruptedException e) {
            // nobody has a reason to interrupt this thread; what waits is written all the same
            return new Work(List.of(), Optional.empty(), syncsDone, closed && events.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody waits until this is safe on disk. */
    boolean isAwaited(Work work) {
        lock.lock();
        try {
            return work.syncs() > syncsDone;
        } finally {
            lock.unlock();
        }
    }

    void done(Work work) {
        lock.lock();
        try {
            syncsDone = Math.max(syncsDone, work.syncs());
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything added so far has been dealt with and was brought to disk; false if the time is up before. */
    boolean flush(Duration within) {
        long left = within.toNanos();
        lock.lock();
        try {
            long mine = ++syncsAsked;
            moved.signalAll();
            while (syncsDone < mine) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
