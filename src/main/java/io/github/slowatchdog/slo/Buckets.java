package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * Events of a window, of whatever length, in about sixty buckets. What is counted is exact, where the window begins is not: it is
 * never shorter than said, and longer by less than a sixtieth (and a millisecond). So nothing of the window is left out, and what is
 * as old may be in it for a little longer.
 */
final class Buckets {

    private static final long NUMBER = 60;

    private final Duration window;
    private final long grainMillis;
    /** By the end of the bucket, which belongs to it; the begin does not. */
    private final TreeMap<Instant, Double> events = new TreeMap<>();

    private double sum;

    Buckets(Duration window) {
        this.window = window;
        this.grainMillis = Math.max(1, window.toMillis() / NUMBER);
    }

    Duration window() {
        return window;
    }

    void add(Instant at, double number) {
        // the same buckets whenever the watchdog was started, so that a restart changes nothing
        long millis = at.plusNanos(999_999).toEpochMilli();
        long end = -Math.floorDiv(-millis, grainMillis) * grainMillis;
        events.merge(Instant.ofEpochMilli(end), number, Double::sum);
        sum += number;
    }

    /** Events in the window that ends at {@code now}; what is older is forgotten. */
    double count(Instant now) {
        Instant before = now.minus(window);
        while (!events.isEmpty() && !events.firstKey().isAfter(before)) {
            sum -= events.pollFirstEntry().getValue();
        }
        // fractions may leave dust behind, an empty window must be exactly 0
        sum = events.isEmpty() ? 0 : sum;
        return sum;
    }

    void clear() {
        events.clear();
        sum = 0;
    }

    LedgerState.Bucketed state() {
        return new LedgerState.Bucketed(EventTimes.of(events));
    }

    void resume(LedgerState.Bucketed state) {
        state.buckets().forEach((end, number) -> {
            events.put(end, number);
            sum += number;
        });
    }
}
