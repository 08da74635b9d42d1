package io.github.slowatchdog.watch;

/**
 * Where events go, after whatever they tell of is on its way. Called on the loop: never throws, never blocks.
 */
@FunctionalInterface
public interface Journal {
    void record(Event event);

    /** Whether so much waits for the disk that events which are not urgent had better come later. */
    default boolean isBehind() {
        return false;
    }

    /** This one first, and then the other. */
    default Journal and(Journal other) {
        Journal one = this;
        return new Journal() {
            @Override
            public void record(Event event) {
                one.record(event);
                other.record(event);
            }

            @Override
            public boolean isBehind() {
                return one.isBehind() || other.isBehind();
            }
        };
    }
}
