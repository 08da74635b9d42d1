package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Place;
import io.github.slowatchdog.promql.Expression;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the bot says that its metrics are, against what they are used as (pitfall P41). */
final class TypeJudge {

    private static final Set<String> COUNTING = Set.of("counter", "histogram", "summary");
    private static final Set<String> FALLING = Set.of("gauge", "gaugehistogram", "info", "stateset");
    /** They are series of a family that has another name. */
    private static final List<String> SUFFIXES = List.of("_total", "_bucket", "_count", "_sum", "_created", "_info");

    private final Map<String, Set<String>> types;

    /** @param types by the name of the metric or of its family */
    TypeJudge(Map<String, Set<String>> types) {
        this.types = types;
    }

    List<Finding> of(Asked asked) {
        List<Finding> findings = new ArrayList<>();
        List<Selector> selectors = asked.indicator().selectors();
        boolean counts =
                asked.indicator() instanceof Indicator.Count || asked.indicator() instanceof Indicator.Division;
        for (int n = 0; n < selectors.size(); n++) {
            Selector selector = selectors.get(n);
            Optional<String> type = type(selector.metric());
            if (counts && type.filter(FALLING::contains).isPresent()) {
                findings.add(notCounter(
                        asked.selector(n),
                        selector,
                        type.get(),
                        "counted",
                        "use gauge or changes, or name the counter"));
            } else if (!counts && type.filter("counter"::equals).isPresent()) {
                findings.add(new Finding(
                        Code.NOT_A_GAUGE,
                        asked.selector(n),
                        selector.metric() + " is a counter, and is read as a "
                                + asked.indicator().kind(),
                        "use count, with a window for events of late"));
            }
        }
        if (asked.indicator() instanceof Indicator.Expr expr) {
            Expression.read(expr.promql()).stream()
                    .flatMap(ExpressionLints::counted)
                    .forEach(selector -> type(selector.metric())
                            .filter(FALLING::contains)
                            .ifPresent(type -> findings.add(notCounter(
                                    asked.place(),
                                    selector,
                                    type,
                                    "taken for a counter",
                                    "use delta() or deriv(), or name the counter"))));
        }
        return findings;
    }

    private static Finding notCounter(Place place, Selector selector, String type, String use, String fix) {
        return new Finding(Code.NOT_A_COUNTER, place, selector.metric() + " is a " + type + ", and is " + use, fix);
    }

    /** The one type that all say; empty if they do not agree, or none is said. */
    private Optional<String> type(String metric) {
        Optional<String> own = one(metric);
        if (own.isPresent()) {
            return own;
        }
        for (String suffix : SUFFIXES) {
            if (metric.endsWith(suffix)) {
                Optional<String> family = one(metric.substring(0, metric.length() - suffix.length()));
                if (family.filter(COUNTING::contains).isPresent() || (family.isPresent() && suffix.equals("_info"))) {
                    return family;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> one(String name) {
        Set<String> said = types.getOrDefault(name, Set.of());
        return said.size() == 1 ? said.stream().findFirst() : Optional.empty();
    }

    /** The names under which the type of a metric may be told. */
    static List<String> names(String metric) {
        List<String> names = new ArrayList<>(List.of(metric));
        SUFFIXES.stream()
                .filter(metric::endsWith)
                .forEach(suffix -> names.add(metric.substring(0, metric.length() - suffix.length())));
        return names;
    }
}
