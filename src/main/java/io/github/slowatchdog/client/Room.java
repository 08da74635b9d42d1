package io.github.slowatchdog.client;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much the bodies that one caller is receiving may take together: answers that are each within their limit can be too many at once
 * for a small heap. Safe to use from any thread.
 */
final class Room {

    /** A body grows by doubling, so it may take twice what was received, and a third of that more while it is copied. */
    private static final int PART_OF_HEAP = 8;

    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    /** @param bytes at most, of all bodies together */
    Room(long bytes) {
        this.bytes = bytes;
    }

    /** An eighth of what this JVM may have, which its {@code -Xmx} decides. */
    static Room ofHeap() {
        return new Room(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** Takes room for so many bytes, or none and tells that there is not as much. */
    boolean take(long more) {
        if (taken.addAndGet(more) <= bytes) {
            return true;
        }
        giveBack(more);
        return false;
    }

    /** What was taken is free again. */
    void giveBack(long some) {
        taken.addAndGet(-some);
    }

    /** All that there is, in bytes. */
    long bytes() {
        return bytes;
    }
}
