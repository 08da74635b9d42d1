package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.prometheus.StoreAbout;
import io.github.slowatchdog.prometheus.StoreInspection;
import io.github.slowatchdog.promql.Expression;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Asks the store all that is to be known of it for a configuration. */
final class StoreLook {

    /** Enough samples to tell how far apart scrapes of a minute are. */
    private static final Duration BACK = Duration.ofMinutes(10);

    private final MetricSource lane;
    private final StoreInspection inspection;
    private final Instant now;
    private final Set<Indicator> indicators = new LinkedHashSet<>();
    private final Set<String> expressions = new LinkedHashSet<>();
    private final Set<String> metrics = new TreeSet<>();

    private StoreLook(MetricSource lane, StoreInspection inspection, Instant now) {
        this.lane = lane;
        this.inspection = inspection;
        this.now = now;
    }

    /** All of it; only {@code about} if the server does not answer. The future never fails. */
    static Future<StoreFacts> at(
            Settings.Prometheus settings, List<Asked> all, MetricSource lane, StoreInspection inspection, Instant now) {
        StoreLook look = new StoreLook(lane, inspection, now);
        settings.freshness().ifPresent(freshness -> look.indicators.add(new Indicator.Gauge(freshness.selector())));
        all.stream().filter(asked -> asked.isOn(Lane.PROMETHEUS)).forEach(asked -> look.need(asked.indicator()));
        return inspection
                .about()
                .compose(about -> about.failure().isPresent()
                        ? Future.succeededFuture(
                                new StoreFacts(about, now, Map.of(), false, Map.of(), Map.of(), Map.of(), Map.of()))
                        : look.facts(about));
    }

    private void need(Indicator indicator) {
        indicators.add(indicator);
        Stream<Selector> selectors = indicator.selectors().stream();
        if (indicator instanceof Indicator.Expr expr) {
            expressions.add(expr.promql());
            List<Selector> inside = Expression.read(expr.promql()).stream()
                    .flatMap(ExpressionLints::selectors)
                    .toList();
            inside.forEach(selector -> indicators.add(new Indicator.Gauge(selector)));
            selectors = inside.stream();
        }
        selectors.map(Selector::metric).filter(metric -> !metric.isEmpty()).forEach(metrics::add);
    }

    private Future<StoreFacts> facts(StoreAbout about) {
        MetricSource.Round round = lane.begin(now);
        Set<String> names = new TreeSet<>();
        metrics.forEach(metric -> names.addAll(TypeJudge.names(metric)));
        return Each.atOnce(indicators, indicator -> round.read(indicator, now.minus(BACK)))
                .compose(answers -> round.context(now.minus(BACK))
                        .compose(context -> Each.inTurn(expressions, inspection::syntax)
                                .compose(syntax -> Each.inTurn(names, inspection::types)
                                        .compose(types -> inspection
                                                .recorded()
                                                .compose(recorded -> Each.inTurn(unmatched(answers), inspection::labels)
                                                        .map(labels -> new StoreFacts(
                                                                about,
                                                                now,
                                                                answers,
                                                                hasStarts(context),
                                                                refused(syntax),
                                                                types,
                                                                recorded,
                                                                labels)))))));
    }

    private static boolean hasStarts(MetricSource.Context context) {
        return !(context instanceof MetricSource.Context.Read read)
                || read.starts().stream().anyMatch(series -> !series.isEmpty());
    }

    private static Map<String, String> refused(Map<String, Optional<String>> syntax) {
        Map<String, String> refused = new HashMap<>();
        syntax.forEach((expression, error) -> error.ifPresent(text -> refused.put(expression, text)));
        return refused;
    }

    /** Metrics of which a selector matches nothing. */
    private static Set<String> unmatched(Map<Indicator, Measurement> answers) {
        Set<String> metrics = new TreeSet<>();
        answers.forEach((indicator, answer) -> {
            if (answer instanceof Measurement.Samples samples) {
                List<List<Series>> found = samples.bySelector();
                for (int n = 0; n < found.size(); n++) {
                    if (found.get(n).isEmpty()) {
                        metrics.add(indicator.selectors().get(n).metric());
                    }
                }
            }
        });
        metrics.remove("");
        return metrics;
    }
}
