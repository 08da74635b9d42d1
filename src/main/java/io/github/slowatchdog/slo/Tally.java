package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Adds up events, since the soak began and in a sliding window, and keeps the newest as evidence. */
final class Tally {

    private static final int KEPT = 8;

    private final Optional<Duration> window;
    private final List<Buckets> buckets;
    /** Empty for ever where there is no window. */
    private final NavigableMap<Instant, Double> recent;

    /** Made into text only when somebody asks: a long catch-up counts millions of events. */
    private List<Supplier<String>> newest = List.of();
    /** The same as text, since somebody asked. */
    private @Nullable List<String> asked = List.of();

    private double inWindow;
    private double total;
    private Instant newestAt = Instant.MIN;

    Tally(Optional<Duration> window) {
        this(window, List.of());
    }

    /** @param buckets which are told of every event, too */
    Tally(Optional<Duration> window, List<Buckets> buckets) {
        this.window = window;
        this.buckets = buckets;
        this.recent = window.isPresent() ? new TreeMap<>() : Collections.emptyNavigableMap();
    }

    /** Counts {@code events}, which are more than 0. */
    void add(Instant at, double events, Supplier<String> evidence) {
        total += events;
        buckets.forEach(some -> some.add(at, events));
        if (window.isPresent()) {
            recent.merge(at, events, Double::sum);
            inWindow += events;
        }
        if (at.isAfter(newestAt)) {
            newestAt = at;
        }
        keep(evidence);
    }

    private void keep(Supplier<String> evidence) {
        List<Supplier<String>> kept = newest.isEmpty() ? new ArrayList<>(1) : newest;
        if (kept.size() == KEPT) {
            kept.remove(0);
        }
        kept.add(evidence);
        newest = kept;
        asked = null;
    }

    /** Nothing has been added up yet. */
    void clear() {
        if (window.isPresent()) {
            recent.clear();
        }
        buckets.forEach(Buckets::clear);
        newest = List.of();
        asked = List.of();
        inWindow = 0;
        total = 0;
        newestAt = Instant.MIN;
    }

    /** Events in the last window, which ends at {@code now}; all of them where there is no window. */
    double count(Instant now) {
        if (window.isEmpty()) {
            return total;
        }
        if (recent.isEmpty()) {
            return 0;
        }
        var old = recent.headMap(now.minus(window.get()), true);
        for (double events : old.values()) {
            inWindow -= events;
        }
        old.clear();
        // fractions may leave dust behind, an empty window must be exactly 0
        inWindow = recent.isEmpty() ? 0 : inWindow;
        return inWindow;
    }

    /** Events since the soak began. */
    double total() {
        return total;
    }

    Instant newestAt() {
        return newestAt;
    }

    LedgerState.Tallied state() {
        return new LedgerState.Tallied(EventTimes.of(recent), evidence(), total, newestAt);
    }

    void resume(LedgerState.Tallied state) {
        state.recent().forEach((at, events) -> {
            recent.put(at, events);
            inWindow += events;
        });
        state.evidence().forEach(text -> keep(() -> text));
        total = state.total();
        newestAt = state.newestAt();
    }

    List<String> evidence() {
        List<String> texts = asked;
        if (texts == null) {
            texts = newest.stream().map(Supplier::get).toList();
            asked = texts;
        }
        return texts;
    }
}
