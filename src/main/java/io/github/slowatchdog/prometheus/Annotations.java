package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.client.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a server says beside its answer, and whether it means that data is missing.
 *
 * <p>Prometheus has two kinds in the engine: {@code PromQL warning: ...} and {@code PromQL info: ...}. Before version 3 both came as
 * {@code warnings}; since then the latter have {@code infos} of their own. Thanos, Mimir and Cortex use {@code warnings} for stores
 * that did not answer, so whatever is not known to be harmless is taken as missing data.
 */
final class Annotations {

    /** Known to be harmless: the value is complete, only the query is suspected to be meant otherwise. */
    private static final List<String> HARMLESS = List.of(
            // a guess from the metric's name or type; the rate is computed all the same, from all the samples
            "PromQL info: metric might not be a counter",
            // rounding in classic buckets, evened out before the quantile is taken, from all the samples
            "PromQL info: input to histogram_quantile needed to be fixed for monotonicity");

    /** Infos that do mean that something was left out of the answer. */
    private static final List<String> LEFT_OUT =
            List.of("PromQL info: ignored histogram", "PromQL info: incompatible sample types");

    private Annotations() {}

    /**
     * What the server said of missing data, joined; empty if nothing.
     *
     * @param isPartial what a VictoriaMetrics cluster says when a storage node did not answer
     */
    static Optional<String> partial(List<String> warnings, List<String> infos, boolean isPartial) {
        List<String> said = new ArrayList<>();
        if (isPartial) {
            said.add("isPartial: the server could not reach all of its storage");
        }
        Stream.concat(
                        warnings.stream().filter(warning -> !beginsWithOneOf(HARMLESS, warning)),
                        infos.stream().filter(info -> beginsWithOneOf(LEFT_OUT, info)))
                .map(text -> Excerpt.of(text, Excerpt.MESSAGE))
                .distinct()
                .limit(5)
                .forEach(said::add);
        return said.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", said));
    }

    private static boolean beginsWithOneOf(List<String> beginnings, String text) {
        return beginnings.stream().anyMatch(text::startsWith);
    }
}
