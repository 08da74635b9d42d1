package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.ObjDoubleConsumer;

/**
 * How many events there were at which times, oldest first. As few characters as it can be, for of a long window there are thousands
 * of times, and each checkpoint writes them all.
 *
 * @param from the first time; of no meaning where there is none
 * @param gaps nanoseconds from each time to the one before, the first is 0; two that are more than 292 years apart come that near
 * @param counts the events at each of them
 */
public record EventTimes(Instant from, List<Long> gaps, List<Double> counts) {

    static final EventTimes NONE = new EventTimes(Instant.EPOCH, List.of(), List.of());

    private static final Duration LARGEST_GAP = Duration.ofNanos(Long.MAX_VALUE);

    /** @throws IllegalArgumentException if there are not as many counts as times, or they are not in order */
    public EventTimes {
        gaps = List.copyOf(gaps);
        counts = List.copyOf(counts);
        if (gaps.size() != counts.size()) {
            throw new IllegalArgumentException(gaps.size() + " times, and " + counts.size() + " counts");
        }
        if (gaps.stream().anyMatch(gap -> gap < 0)) {
            throw new IllegalArgumentException("a time before the one before it");
        }
    }

    static EventTimes of(NavigableMap<Instant, Double> counts) {
        if (counts.isEmpty()) {
            return NONE;
        }
        List<Long> gaps = new ArrayList<>(counts.size());
        Instant before = counts.firstKey();
        for (Instant at : counts.keySet()) {
            Duration gap = Duration.between(before, at);
            gaps.add((gap.compareTo(LARGEST_GAP) > 0 ? LARGEST_GAP : gap).toNanos());
            before = at;
        }
        return new EventTimes(counts.firstKey(), gaps, List.copyOf(counts.values()));
    }

    /** Hands over each time, and how many events there were. */
    void forEach(ObjDoubleConsumer<Instant> taker) {
        Instant at = from;
        for (int i = 0; i < gaps.size(); i++) {
            at = at.plusNanos(gaps.get(i));
            taker.accept(at, counts.get(i));
        }
    }
}
