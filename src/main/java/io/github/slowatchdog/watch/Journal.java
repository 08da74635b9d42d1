package io.github.slowatchdog.watch;

/** Where events go, after whatever they tell of is on its way. Never throws, never blocks. */
@FunctionalInterface
public interface Journal {
    void record(Event event);
}
