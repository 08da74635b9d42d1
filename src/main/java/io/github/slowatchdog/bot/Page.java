package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one scrape showed of the metrics that were asked for, by name, beside {@code up}. Immutable once made. */
final class Page {

    private final Needs needs;
    private final Map<String, List<Series>> byName = new HashMap<>();

    /** @param up this scrape itself, as a series */
    Page(Needs needs, Collection<Series> series, Series up) {
        this.needs = needs;
        for (Series one : series) {
            byName.computeIfAbsent(one.labels().get(Labels.NAME), name -> new ArrayList<>())
                    .add(one);
        }
        // as on the server, where up is not the page's to say
        byName.put(Needs.UP, List.of(up));
    }

    /** Whether the metrics that these selectors need were read; else what is missing here means nothing. */
    boolean covers(Collection<Selector> selectors) {
        return needs.covers(selectors);
    }

    /** Every series that matches. */
    List<Series> series(Selector selector) {
        Optional<String> metric = Needs.metric(selector);
        Collection<List<Series>> candidates = metric.isPresent() ? List.of(named(metric.get())) : byName.values();
        List<Series> matching = new ArrayList<>();
        for (List<Series> some : candidates) {
            for (Series series : some) {
                if (selector.matches(series.labels())) {
                    matching.add(series);
                }
            }
        }
        return matching;
    }

    /** Every series of this metric. */
    List<Series> named(String metric) {
        return byName.getOrDefault(metric, List.of());
    }
}
