package io.github.slowatchdog.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A thread for work that must not be done on the loop, one thing after the other. */
final class OneThread {

    private OneThread() {}

    /** One of this name; it keeps no process from ending. */
    static ScheduledExecutorService named(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread one = new Thread(work, name);
            one.setDaemon(true);
            return one;
        });
    }
}
