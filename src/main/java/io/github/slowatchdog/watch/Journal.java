package io.github.slowatchdog.watch;

/**
 * Where events go, after whatever they tell of is on its way. Called on the loop: never throws, never blocks. One that writes to
 * a disk is put behind a {@link JournalThread}.
 */
@FunctionalInterface
public interface Journal {
    void record(Event event);
}
