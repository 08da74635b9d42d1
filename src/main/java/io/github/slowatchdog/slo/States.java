package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns the series of a one-hot gauge into the active state at every sample time, for each process apart. A label that is not
 * written at all (instead of 0) is not active; one process has one state.
 */
final class States {

    /** What one process showed: by sample time, the labels whose series was 1 then. */
    record History(Labels process, TreeMap<Instant, List<String>> active) {}

    private States() {}

    /**
     * @param label the label whose value is the state
     * @param partial whether the answer may lack series: a time without an active state is then not known, and left out
     */
    static List<History> of(List<Series> all, String label, boolean partial) {
        Map<Labels, History> histories = new LinkedHashMap<>();
        for (Series series : all) {
            Labels process = series.labels().without(label);
            History history = histories.computeIfAbsent(process, key -> new History(key, new TreeMap<>()));
            for (int i = 0; i < series.size(); i++) {
                List<String> active = history.active().computeIfAbsent(series.at(i), time -> new ArrayList<>(1));
                if (series.value(i) == 1) {
                    active.add(series.labels().get(label));
                }
            }
        }
        if (partial) {
            histories.values().forEach(history -> history.active().values().removeIf(List::isEmpty));
        }
        return List.copyOf(histories.values());
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
