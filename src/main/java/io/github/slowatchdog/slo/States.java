package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns the series of a one-hot gauge into the active state at every sample time, for each process apart. A label that is not
 * written at all (instead of 0) is not active; one process has one state.
 */
final class States {

    /**
     * What one process showed.
     *
     * @param active by sample time, the labels whose series was 1 then
     * @param reachesBack the first moment of the answer
     * @param leftOut moments of which an incomplete answer does not show the state
     * @param notNumbers moments at which a label was NaN, so that it is not known whether it was active
     */
    record History(
            Labels process,
            NavigableMap<Instant, List<String>> active,
            Instant reachesBack,
            NavigableSet<Instant> leftOut,
            Set<Instant> notNumbers) {}

    private States() {}

    /**
     * @param label the label whose value is the state
     * @param partial whether the answer may lack series: a time without an active state is then not known, and left out
     */
    static List<History> of(List<Series> all, String label, boolean partial) {
        Map<Labels, TreeMap<Instant, List<String>>> histories = new LinkedHashMap<>();
        Map<Labels, Set<Instant>> notNumbers = new HashMap<>(0);
        for (Series series : all) {
            Labels process = series.labels().without(label);
            TreeMap<Instant, List<String>> history = histories.computeIfAbsent(process, key -> new TreeMap<>());
            for (int i = 0; i < series.size(); i++) {
                List<String> active = history.computeIfAbsent(series.at(i), time -> new ArrayList<>(1));
                if (series.value(i) == 1) {
                    active.add(series.labels().get(label));
                } else if (Double.isNaN(series.value(i))) {
                    notNumbers.computeIfAbsent(process, key -> new HashSet<>()).add(series.at(i));
                }
            }
        }
        return histories.entrySet().stream()
                .map(history -> history(
                        history.getKey(),
                        history.getValue(),
                        notNumbers.getOrDefault(history.getKey(), Set.of()),
                        partial))
                .toList();
    }

    private static History history(
            Labels process, NavigableMap<Instant, List<String>> active, Set<Instant> notNumbers, boolean partial) {
        Instant reachesBack = active.isEmpty() ? Instant.MAX : active.firstKey();
        if (!partial || !active.containsValue(List.of())) {
            return new History(process, active, reachesBack, Collections.emptyNavigableSet(), notNumbers);
        }
        TreeSet<Instant> leftOut = new TreeSet<>(active.keySet());
        active.values().removeIf(List::isEmpty);
        leftOut.removeAll(active.keySet());
        return new History(process, active, reachesBack, leftOut, notNumbers);
    }

    /** The one active state as a value; none or two at once is a value that meets nothing, and says so. */
    static Value value(List<String> active) {
        return switch (active.size()) {
            case 0 -> new Value.Broken("no active state");
            case 1 -> Value.of(active.get(0));
            default ->
                new Value.Broken(active.size() + " states at once: "
                        + String.join(", ", active.stream().sorted().toList()));
        };
    }
}
