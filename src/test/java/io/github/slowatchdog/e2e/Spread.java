package io.github.slowatchdog.e2e;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** How long something took, over some trials; in seconds, the shortest first. Without a trial each number is NaN. */
record Spread(List<Double> sorted) {

    static Spread of(Collection<Duration> trials) {
        return new Spread(
                trials.stream().map(one -> one.toNanos() / 1e9).sorted().toList());
    }

    int count() {
        return sorted.size();
    }

    double min() {
        return at(0);
    }

    double median() {
        return (at((count() - 1) / 2) + at(count() / 2)) / 2;
    }

    /** The smallest that nineteen in twenty do not exceed. */
    double p95() {
        return at((int) Math.ceil(count() * 0.95) - 1);
    }

    double max() {
        return at(count() - 1);
    }

    private double at(int index) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(index);
    }
}
