package io.github.slowatchdog.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Series gathered for one scrape. Two with the same labels, such as those of groups that share a name, are shown as one: the
 * library would refuse the whole page otherwise. Counts add up, of other numbers the highest is shown.
 */
final class Families {

    private final Map<MetricName, Map<Labels, Double>> families = new EnumMap<>(MetricName.class);
    private final Set<MetricName> shown = EnumSet.noneOf(MetricName.class);

    /** @param shown which metrics are asked for, by the names that the library gives them */
    Families(Predicate<String> shown) {
        for (MetricName name : MetricName.values()) {
            if (shown.test(name.base())) {
                this.shown.add(name);
            }
        }
    }

    boolean shows(MetricName name) {
        return shown.contains(name);
    }

    /** Adds a series; label values in the order of {@link MetricName#labels}. */
    void add(MetricName name, double value, String... labelValues) {
        if (shown.contains(name)) {
            add(name, value, Labels.of(name.labels(), List.of(labelValues)));
        }
    }

    void add(MetricName name, double value, Labels labels) {
        if (shown.contains(name)) {
            families.computeIfAbsent(name, ignored -> new LinkedHashMap<>())
                    .merge(labels, value, name.type() == MetricName.Type.COUNTER ? Double::sum : Math::max);
        }
    }

    void add(MetricName name, long count, String... labelValues) {
        add(name, (double) count, labelValues);
    }

    void add(MetricName name, boolean holds, String... labelValues) {
        add(name, holds ? 1.0 : 0.0, labelValues);
    }

    void add(MetricName name, Duration duration, String... labelValues) {
        add(name, seconds(duration), labelValues);
    }

    void add(MetricName name, Instant instant, String... labelValues) {
        add(name, instant.getEpochSecond() + instant.getNano() / 1e9, labelValues);
    }

    static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    MetricSnapshots snapshots() {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        families.forEach((name, series) -> snapshots.add(snapshot(name, series)));
        return new MetricSnapshots(snapshots);
    }

    private static MetricSnapshot snapshot(MetricName name, Map<Labels, Double> series) {
        return switch (name.type()) {
            case GAUGE -> {
                GaugeSnapshot.Builder gauge =
                        GaugeSnapshot.builder().name(name.base()).help(name.help());
                series.forEach((labels, value) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build()));
                yield gauge.build();
            }
            case COUNTER -> {
                CounterSnapshot.Builder counter =
                        CounterSnapshot.builder().name(name.base()).help(name.help());
                series.forEach((labels, value) -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build()));
                yield counter.build();
            }
            case INFO -> {
                InfoSnapshot.Builder info =
                        InfoSnapshot.builder().name(name.base()).help(name.help());
                series.keySet()
                        .forEach(labels -> info.dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                                .labels(labels)
                                .build()));
                yield info.build();
            }
            case HISTOGRAM -> throw new IllegalArgumentException(name.text() + " is kept by TimingHistograms");
        };
    }
}
