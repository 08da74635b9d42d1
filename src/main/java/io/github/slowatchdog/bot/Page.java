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
    private final Map<String, Family> families = new HashMap<>();

    /** @param up this scrape itself, as a series */
    Page(Needs needs, Collection<Series> series, Series up) {
        this.needs = needs;
        for (Series one : series) {
            families.computeIfAbsent(one.labels().get(Labels.NAME), name -> new Family())
                    .add(one);
        }
        // as on the server, where up is not the page's to say
        Family ups = new Family();
        ups.add(up);
        families.put(Needs.UP, ups);
    }

    /** Whether the metrics that these selectors need were read; else what is missing here means nothing. */
    boolean covers(Collection<Selector> selectors) {
        return needs.covers(selectors);
    }

    /** Every series that matches. */
    List<Series> series(Selector selector) {
        Optional<String> metric = Needs.metric(selector);
        if (metric.isPresent()) {
            Family family = families.get(metric.get());
            return family == null ? List.of() : family.matching(selector);
        }
        List<Series> matching = new ArrayList<>();
        families.values().forEach(family -> matching.addAll(family.matching(selector)));
        return matching;
    }

    /** Every series of this metric. */
    List<Series> named(String metric) {
        Family family = families.get(metric);
        return family == null ? List.of() : family.all();
    }
}
