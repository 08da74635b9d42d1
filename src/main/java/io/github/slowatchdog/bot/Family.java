package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Selector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of one metric on a page. A selector that asks for one value of a label looks only at the series with that value, so
 * that a thousand objectives about a thousand parts of one metric are a thousand look-ups, not a million comparisons.
 */
final class Family {

    /** So few are looked through faster than an index is made. */
    private static final int FEW = 8;

    private final List<Labels> page;
    private final Positions all = new Positions();
    /** By the name of a label that was asked for, and its value. */
    private final Map<String, Map<String, Positions>> byLabel = new HashMap<>();

    /** @param page all series of the page */
    Family(List<Labels> page) {
        this.page = page;
    }

    void add(int position) {
        all.add(position);
    }

    Positions all() {
        return all;
    }

    /** Adds those that a selector for this metric matches. */
    void addMatching(Selector selector, Positions matching) {
        Positions candidates = candidates(selector);
        for (int i = 0; i < candidates.size(); i++) {
            if (selector.matches(page.get(candidates.get(i)))) {
                matching.add(candidates.get(i));
            }
        }
    }

    /** What is found by labels is made again when it is asked for. */
    void forgetLabels() {
        byLabel.clear();
    }

    /** The fewest among which all that match must be. */
    private Positions candidates(Selector selector) {
        Positions fewest = all;
        for (Matcher matcher : selector.matchers()) {
            if (fewest.size() > FEW && Needs.exactly(matcher).isPresent()) {
                Positions some = having(matcher.label()).getOrDefault(matcher.value(), Positions.NONE);
                fewest = some.size() < fewest.size() ? some : fewest;
            }
        }
        return fewest;
    }

    private Map<String, Positions> having(String label) {
        return byLabel.computeIfAbsent(label, name -> {
            Map<String, Positions> byValue = new HashMap<>();
            for (int i = 0; i < all.size(); i++) {
                byValue.computeIfAbsent(page.get(all.get(i)).get(name), value -> new Positions())
                        .add(all.get(i));
            }
            return byValue;
        });
    }
}
