package io.github.slowatchdog.watch;

/**
 * Where events go, after whatever they tell of is on its way. Called on the loop: never throws, never blocks.
 */
@FunctionalInterface
public interface Journal {
    void record(Event event);

    /** This one first, and then the other. */
    default Journal and(Journal other) {
        return event -> {
            record(event);
            other.record(event);
        };
    }
}
