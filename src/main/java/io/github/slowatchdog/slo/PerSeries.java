package io.github.slowatchdog.slo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Something of each series that a ledger has seen, in the order in which they came. Most ledgers see one series all their life: that one
 * is kept without a map, which would take several times as much.
 */
final class PerSeries<T> {

    private @Nullable Labels first;
    private @Nullable T ofFirst;
    private @Nullable Map<Labels, T> further;

    /** Null if there is none. */
    @Nullable
    T get(Labels labels) {
        if (first != null && first.equals(labels)) {
            return ofFirst;
        }
        return further == null ? null : further.get(labels);
    }

    void put(Labels labels, T value) {
        if (first == null || first.equals(labels)) {
            first = labels;
            ofFirst = value;
            return;
        }
        Map<Labels, T> others = further;
        if (others == null) {
            others = new LinkedHashMap<>(4);
            further = others;
        }
        others.put(labels, value);
    }

    void forEach(BiConsumer<Labels, T> step) {
        if (first != null && ofFirst != null) {
            step.accept(first, ofFirst);
        }
        if (further != null) {
            further.forEach(step);
        }
    }

    boolean anyMatch(BiPredicate<Labels, T> condition) {
        if (first != null && ofFirst != null && condition.test(first, ofFirst)) {
            return true;
        }
        return further != null
                && further.entrySet().stream().anyMatch(one -> condition.test(one.getKey(), one.getValue()));
    }

    /** What is made of each. */
    <R> List<R> map(BiFunction<Labels, T, R> maker) {
        List<R> made = new ArrayList<>();
        forEach((labels, value) -> made.add(maker.apply(labels, value)));
        return made;
    }
}
