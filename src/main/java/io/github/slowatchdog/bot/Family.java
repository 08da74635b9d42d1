package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of one metric on one page. A selector that asks for one value of a label looks only at the series with that value, so
 * that a thousand objectives about a thousand parts of one metric are a thousand look-ups, not a million comparisons.
 */
final class Family {

    /** So few are looked through faster than an index is made. */
    private static final int FEW = 8;

    private final List<Series> all = new ArrayList<>(1);
    /** By the name of a label that was asked for, and its value. */
    private final Map<String, Map<String, List<Series>>> byLabel = new HashMap<>();

    void add(Series series) {
        all.add(series);
    }

    List<Series> all() {
        return Collections.unmodifiableList(all);
    }

    /** Those that a selector for this metric matches. */
    List<Series> matching(Selector selector) {
        List<Series> matching = new ArrayList<>(1);
        for (Series series : candidates(selector)) {
            if (selector.matches(series.labels())) {
                matching.add(series);
            }
        }
        return matching;
    }

    /** The fewest among which all that match must be. */
    private List<Series> candidates(Selector selector) {
        List<Series> fewest = all;
        for (Matcher matcher : selector.matchers()) {
            if (fewest.size() > FEW && Needs.exactly(matcher).isPresent()) {
                List<Series> some = having(matcher.label()).getOrDefault(matcher.value(), List.of());
                fewest = some.size() < fewest.size() ? some : fewest;
            }
        }
        return fewest;
    }

    private synchronized Map<String, List<Series>> having(String label) {
        return byLabel.computeIfAbsent(label, name -> {
            Map<String, List<Series>> byValue = new HashMap<>();
            for (Series series : all) {
                byValue.computeIfAbsent(series.labels().get(name), value -> new ArrayList<>(1))
                        .add(series);
            }
            return byValue;
        });
    }
}
