package io.github.slowatchdog.sim;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The table of SPEC 3.2, applied by somebody who sees every sample: how many events they show since a soak began. Times in seconds. */
final class Ledger {

    private record Mark(double value, OptionalDouble start) {}

    private final double began;
    private final Map<String, Mark> marks = new HashMap<>();
    private boolean read;
    private double total;

    Ledger(double began) {
        this.began = began;
    }

    Ledger copy() {
        Ledger copy = new Ledger(began);
        copy.marks.putAll(marks);
        copy.read = read;
        copy.total = total;
        return copy;
    }

    double total() {
        return total;
    }

    /** One look at a target: all counters that it shows, by what tells them apart. */
    void take(double at, OptionalDouble start, Map<String, Double> counters) {
        counters.forEach((name, value) -> take(at, start, name, value));
        read = true;
    }

    private void take(double at, OptionalDouble start, String name, double value) {
        Mark before = marks.put(name, new Mark(value, start));
        if (at <= began) {
            return;
        }
        if (before == null) {
            boolean young = start.isPresent() && start.getAsDouble() > began;
            total += read || young ? value : 0;
            return;
        }
        boolean another =
                start.isPresent() && before.start.isPresent() && start.getAsDouble() != before.start.getAsDouble();
        total += another || value < before.value ? value : value - before.value;
    }
}
