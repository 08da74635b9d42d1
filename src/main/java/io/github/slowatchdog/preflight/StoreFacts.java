package io.github.slowatchdog.preflight;

import io.github.slowatchdog.prometheus.Recorded;
import io.github.slowatchdog.prometheus.StoreAbout;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What has been found out about the metric store.
 *
 * @param at when it was asked
 * @param answers to each indicator, and to each selector that an expression or the freshness names, as a gauge
 * @param starts whether the process starts of the bot are there
 * @param syntax what the server's parser says of expressions that it does not take
 * @param types of metrics, where the targets say them
 * @param recorded recording rules, by what they record
 * @param labels names of labels of those metrics of which a selector matches nothing; none where there is no such metric
 */
record StoreFacts(
        StoreAbout about,
        Instant at,
        Map<Indicator, Measurement> answers,
        boolean starts,
        Map<String, String> syntax,
        Map<String, Set<String>> types,
        Map<String, Recorded> recorded,
        Map<String, Set<String>> labels) {

    /** The series that a selector was seen to match; empty if it could not be asked. */
    Optional<List<Series>> series(Selector selector) {
        return answers.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Measurement.Samples)
                .flatMap(entry -> {
                    List<Selector> asked = entry.getKey().selectors();
                    return IntStream.range(0, asked.size())
                            .filter(i -> asked.get(i).equals(selector))
                            .mapToObj(i -> ((Measurement.Samples) entry.getValue())
                                    .bySelector()
                                    .get(i));
                })
                .findFirst();
    }

    /** How far apart the scrapes of these series are, by the slowest of them; empty before three samples. */
    static Optional<Duration> spacing(List<Series> series) {
        return series.stream().flatMap(StoreFacts::spacing).max(Duration::compareTo);
    }

    private static Stream<Duration> spacing(Series series) {
        if (series.size() < 3) {
            return Stream.empty();
        }
        long[] gaps = new long[series.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = Duration.between(series.at(i), series.at(i + 1)).toMillis();
        }
        Arrays.sort(gaps);
        return Stream.of(Duration.ofMillis(gaps[gaps.length / 2]));
    }
}
