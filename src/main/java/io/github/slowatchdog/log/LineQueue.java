package io.github.slowatchdog.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/**
 * Lines on their way out, written by one daemon thread. Bounded in lines and characters: when whoever reads them has stopped,
 * new ones are dropped and counted, and the caller goes on. The count is told as soon as lines move again.
 */
final class LineQueue {

    static final int LINES = 4096;
    private static final long CHARACTERS = 4L * 1024 * 1024;

    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Deque<String> lines = new ArrayDeque<>();
    private long characters;
    private long dropped;
    private long droppedTold;
    private long added;
    private long written;
    private boolean started;
    private LongFunction<String> dropReport = count -> count + " log lines dropped";

    LineQueue(OutputStream out) {
        this.out = out;
    }

    /** How the count of dropped lines is told. */
    void reportDropsWith(LongFunction<String> report) {
        lock.lock();
        try {
            dropReport = report;
        } finally {
            lock.unlock();
        }
    }

    void add(String line) {
        lock.lock();
        try {
            if (lines.size() >= LINES || characters + line.length() > CHARACTERS) {
                dropped++;
                return;
            }
            lines.add(line);
            characters += line.length();
            added++;
            start();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The thread starts with the first line: a command that logs nothing needs none. */
    private void start() {
        if (!started) {
            started = true;
            Thread writer = new Thread(this::drain, "log");
            writer.setDaemon(true);
            writer.start();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    boolean flush(Duration within) {
        long left = within.toNanos();
        lock.lock();
        try {
            long upTo = added;
            while (written < upTo) {
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

    private void drain() {
        while (true) {
            write(take());
            lock.lock();
            try {
                written++;
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The next line, and before it the count of those that were dropped. */
    private String take() {
        lock.lock();
        try {
            while (lines.isEmpty()) {
                moved.awaitUninterruptibly();
            }
            String line = lines.remove();
            characters -= line.length();
            long untold = dropped - droppedTold;
            droppedTold = dropped;
            return untold == 0 ? line : dropReport.apply(untold) + "\n" + line;
        } finally {
            lock.unlock();
        }
    }

    private void write(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            lock.lock();
            try {
                // stderr is closed: there is nobody to tell, and no reason to stop watching
                dropped++;
            } finally {
                lock.unlock();
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
