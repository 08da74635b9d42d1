package io.github.slowatchdog.e2e;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/** How long something took, over some trials; in seconds. Without a trial each number is NaN. */
record Spread(double... sorted) {

    static Spread of(Collection<Duration> trials) {
        return new Spread(
                trials.stream().mapToDouble(one -> one.toNanos() / 1e9).sorted().toArray());
    }

    int count() {
        return sorted.length;
    }

    double min() {
        return at(0);
    }

    double median() {
        return (at((sorted.length - 1) / 2) + at(sorted.length / 2)) / 2;
    }

    /** The smallest that nineteen in twenty do not exceed. */
    double p95() {
        return at((int) Math.ceil(sorted.length * 0.95) - 1);
    }

    double max() {
        return at(sorted.length - 1);
    }

    private double at(int index) {
        return sorted.length == 0 ? Double.NaN : sorted[index];
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
