package io.github.slowatchdog.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The first of what may be very many.
 *
 * @param left how many more there were
 */
public record Bounded<T>(List<T> items, long left) {

    public Bounded {
        items = List.copyOf(items);
    }

    /** How many there were in all. */
    public long all() {
        return items.size() + left;
    }

    /** Takes things in, up to a limit. */
    static final class Collector<T> {

        private final int limit;
        private final List<T> items = new ArrayList<>();
        private long left;

        Collector(int limit) {
            this.limit = limit;
        }

        void add(T item) {
            if (items.size() < limit) {
                items.add(item);
            } else {
                left++;
            }
        }

        Bounded<T> bounded() {
            return new Bounded<>(items, left);
        }
    }
}
