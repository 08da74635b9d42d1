package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a lane has read, written shortly: processes are told apart by instance, times are seconds, and the soak begins at 0. */
final class Scraped {

    final Targets targets;
    Scope scope = Scope.since(at(0));
    Optional<String> partial = Optional.empty();

    Scraped() {
        this(new Targets());
    }

    Scraped(Targets targets) {
        this.targets = targets;
    }

    static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    /** Samples such as {@code 10=1 20=NaN}. */
    static Series series(String name, String instance, String samples, String... more) {
        String[] labels = Arrays.copyOf(more, more.length + 4);
        labels[more.length] = Labels.NAME;
        labels[more.length + 1] = name;
        labels[more.length + 2] = "instance";
        labels[more.length + 3] = instance;
        Series.Builder series = Series.of(Labels.of(labels));
        for (String sample : samples.isEmpty() ? new String[0] : samples.split(" ", -1)) {
            String[] part = sample.split("=", -1);
            series.add(at(Long.parseLong(part[0])), Double.parseDouble(part[1]));
        }
        return series.build();
    }

    void up(String instance, String samples) {
        targets.take(List.of(series("up", instance, samples)), List.of());
    }

    void started(String instance, String samples) {
        targets.take(List.of(), List.of(series("process_start_time_seconds", instance, samples)));
    }

    /** An answer to one selector. */
    Reading read(Ledger ledger, long second, Series... answer) {
        return ledger.take(new Measurement.Samples(at(second), List.of(List.of(answer)), partial), targets, scope);
    }

    /** An answer to the two selectors of a ratio. */
    Reading read(Ledger ledger, long second, List<Series> bad, List<Series> all) {
        return ledger.take(new Measurement.Samples(at(second), List.of(bad, all), partial), targets, scope);
    }

    /** The values to judge, such as {@code 10 LIVE}; with {@code again} behind those that were judged before. */
    static List<String> values(Reading reading) {
        return reading.values().stream()
                .map(value ->
                        (value.at().equals(Instant.MIN) ? "never" : value.at().getEpochSecond()) + " " + value.value()
                                + (value.fresh() ? "" : " again"))
                .toList();
    }

    /** What is missing, as {@code empty: no series matches}; empty text if nothing is. */
    static String gap(Reading reading) {
        return reading.gap()
                .map(gap -> gap.reason().word() + ": " + gap.detail())
                .orElse("");
    }
}
