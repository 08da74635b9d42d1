package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Selector;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which series stand where on a page, and which of them a selector matches. That depends on nothing but the series and their order,
 * so all pages with the same series in the same order share one index, and what a selector matched once it matches as long as the
 * index lives. Safe from any thread.
 */
final class PageIndex {

    static final PageIndex EMPTY = new PageIndex(List.of());

    /** So many selectors are remembered; those that are asked each second are found again with the next page. */
    private static final int MOST_SELECTORS = 200_000;

    private final List<KnownSeries> series;
    private final List<Labels> labels;
    private final Map<String, Family> families = new HashMap<>();
    /** By the selector itself, not by what it says: an indicator asks with the same one each time. */
    private final IdentityHashMap<Selector, Positions> matched = new IdentityHashMap<>();

    private PageIndex(List<KnownSeries> series) {
        this.series = series;
        this.labels = series.stream().map(KnownSeries::labels).toList();
        for (int i = 0; i < labels.size(); i++) {
            String metric = labels.get(i).get(Labels.NAME);
            // as on the server, where up is not the page's to say
            if (!metric.equals(Needs.UP)) {
                families.computeIfAbsent(metric, name -> new Family(labels)).add(i);
            }
        }
    }

    /** The index of a page with these series: this one, if it has the same. */
    PageIndex of(List<KnownSeries> page) {
        if (!isOf(page)) {
            return new PageIndex(List.copyOf(page));
        }
        forgetLabels();
        return this;
    }

    private boolean isOf(List<KnownSeries> page) {
        boolean same = page.size() == series.size();
        for (int i = 0; same && i < series.size(); i++) {
            same = page.get(i) == series.get(i);
        }
        return same;
    }

    /** Who asks each second has asked by now. */
    private synchronized void forgetLabels() {
        families.values().forEach(Family::forgetLabels);
    }

    Labels labels(int position) {
        return labels.get(position);
    }

    /** Where those stand that a selector matches. */
    synchronized Positions matching(Selector selector) {
        Positions known = matched.get(selector);
        if (known != null) {
            return known;
        }
        Positions found = new Positions();
        Optional<String> metric = Needs.metric(selector);
        if (metric.isEmpty()) {
            families.values().forEach(family -> family.addMatching(selector, found));
        } else if (families.containsKey(metric.get())) {
            families.get(metric.get()).addMatching(selector, found);
        }
        if (matched.size() >= MOST_SELECTORS) {
            matched.clear();
        }
        matched.put(selector, found);
        return found;
    }

    /** Where the series of this metric stand. */
    Positions named(String metric) {
        Family family = families.get(metric);
        return family == null ? Positions.NONE : family.all();
    }
}
