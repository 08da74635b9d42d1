package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one scrape showed of the metrics that were asked for, beside {@code up}. Immutable once made; series are made when asked for. */
final class Page {

    private final Needs needs;
    private final PageIndex index;
    private final Instant at;
    private final long[] millis;
    private final double[] values;
    /** Series of which the page says more than one sample, by where they stand: hardly ever is there one. */
    private final Map<Integer, Series> longer = new HashMap<>();

    private final Series up;

    /**
     * @param index of these series
     * @param up labels of this scrape itself
     * @param at when it was made
     */
    Page(Needs needs, PageIndex index, List<KnownSeries> series, Labels up, Instant at) {
        this.needs = needs;
        this.index = index;
        this.at = at;
        this.up = Series.of(up, at, 1);
        this.millis = new long[series.size()];
        this.values = new double[series.size()];
        for (int i = 0; i < millis.length; i++) {
            KnownSeries one = series.get(i);
            millis[i] = one.time();
            values[i] = one.value();
            if (one.isLonger()) {
                longer.put(i, one.series());
            }
        }
    }

    PageIndex index() {
        return index;
    }

    /** Whether the metrics that these selectors need were read; else what is missing here means nothing. */
    boolean covers(Collection<Selector> selectors) {
        return needs.covers(selectors);
    }

    /** Every series that matches. */
    List<Series> series(Selector selector) {
        List<Series> matching = series(index.matching(selector));
        Optional<String> metric = Needs.metric(selector);
        boolean mayBeUp = metric.isEmpty() || metric.get().equals(Needs.UP);
        if (!mayBeUp || !selector.matches(up.labels())) {
            return matching;
        }
        List<Series> withUp = new ArrayList<>(matching);
        withUp.add(up);
        return withUp;
    }

    /** Every series of this metric. */
    List<Series> named(String metric) {
        return metric.equals(Needs.UP) ? List.of(up) : series(index.named(metric));
    }

    private List<Series> series(Positions positions) {
        if (positions.size() == 1) {
            return List.of(series(positions.get(0)));
        }
        List<Series> all = new ArrayList<>(positions.size());
        for (int i = 0; i < positions.size(); i++) {
            all.add(series(positions.get(i)));
        }
        return all;
    }

    private Series series(int position) {
        @Nullable Series more = longer.isEmpty() ? null : longer.get(position);
        if (more != null) {
            return more;
        }
        // all samples without a time of their own share that of the page
        Instant time = millis[position] == at.toEpochMilli() ? at : Instant.ofEpochMilli(millis[position]);
        return Series.of(index.labels(position), time, values[position]);
    }
}
