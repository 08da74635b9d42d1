package io.github.slowatchdog.imports;

import io.github.slowatchdog.config.ForeignYaml;
import io.github.slowatchdog.config.Place;
import io.github.slowatchdog.slo.Selector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A query of an OpenSLO indicator, for a Prometheus. */
record MetricQuery(String text, Place place) {

    /** The specification leaves open what is in {@code metricSource.spec}; these are what people write. */
    private static final List<String> QUERIES = List.of("query", "promql", "expr");

    private static final Set<String> SPEAK_PROMQL =
            Set.of("prometheus", "thanos", "cortex", "mimir", "victoriametrics", "amp");

    /**
     * The query of a metric.
     *
     * @param sources the kinds of data sources, by name
     * @return empty, with a note, if there is none that a Prometheus would answer
     */
    static Optional<MetricQuery> of(ForeignYaml metric, OpenSlo.Catalogue sources, List<Note> notes) {
        ForeignYaml source = metric.at("metricSource").orElse(metric);
        Optional<String> type =
                source.text("type").or(() -> source.text("metricSourceRef").flatMap(sources::typeOf));
        if (type.filter(kind -> !SPEAK_PROMQL.contains(kind.toLowerCase(Locale.ROOT)))
                .isPresent()) {
            notes.add(
                    new Note(source.place(), "the data source is of type " + type.get() + ", which is no Prometheus"));
            return Optional.empty();
        }
        Optional<ForeignYaml> query = QUERIES.stream()
                .flatMap(key -> source.at("spec", key).stream())
                .filter(at -> at.text().isPresent())
                .findFirst();
        if (query.isEmpty()) {
            notes.add(new Note(source.place(), "there is no query: none of spec." + String.join(", spec.", QUERIES)));
        }
        return query.map(at -> new MetricQuery(at.text().orElseThrow().strip(), at.place()));
    }

    /** What can be counted exactly instead of it. */
    Optional<Selector> counter() {
        return PlainCounter.of(text);
    }

    /** The query as an operand. */
    String operand() {
        return text.contains("#") ? "(\n" + text + "\n)" : "(" + text + ")";
    }
}
