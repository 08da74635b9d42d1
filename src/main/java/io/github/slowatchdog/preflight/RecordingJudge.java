package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.prometheus.Recorded;
import io.github.slowatchdog.promql.Expression;
import io.github.slowatchdog.promql.Expression.Aggregation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Series that the server computes by itself (pitfalls P24, P36). */
final class RecordingJudge {

    private static final Set<String> SUMS = Set.of("sum", "avg");

    private final Map<String, Recorded> recorded;

    RecordingJudge(Map<String, Recorded> recorded) {
        this.recorded = recorded;
    }

    List<Finding> of(Asked asked) {
        if (!asked.isOn(Lane.PROMETHEUS)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        boolean counts =
                asked.indicator() instanceof Indicator.Count || asked.indicator() instanceof Indicator.Division;
        Map<Selector, Boolean> used = new LinkedHashMap<>();
        if (asked.indicator() instanceof Indicator.Expr expr) {
            Optional<Expression> whole = Expression.read(expr.promql());
            List<Selector> counted =
                    whole.map(read -> ExpressionLints.counted(read).toList()).orElse(List.of());
            whole.stream().flatMap(ExpressionLints::selectors).forEach(one -> used.put(one, counted.contains(one)));
        } else {
            asked.indicator().selectors().forEach(one -> used.put(one, counts));
        }
        used.forEach((selector, counted) -> Optional.ofNullable(recorded.get(selector.metric()))
                .ifPresent(rule -> judge(asked, selector, counted, rule, findings)));
        return findings;
    }

    private static void judge(Asked asked, Selector selector, boolean counted, Recorded rule, List<Finding> findings) {
        boolean sum = Expression.read(rule.expression())
                .filter(whole -> whole instanceof Aggregation aggregation && SUMS.contains(aggregation.operator()))
                .isPresent();
        boolean ofSamples = Expression.read(rule.expression()).stream()
                .flatMap(Expression::all)
                .anyMatch(part -> part instanceof Expression.Call);
        if (counted && sum && !ofSamples) {
            findings.add(new Finding(
                    Code.RATE_OF_SUM,
                    asked.place(),
                    selector.metric() + " is recorded as " + rule.expression(),
                    "count the counters themselves, not their recorded sum"));
        }
        if (!rule.every().equals(Duration.ZERO)) {
            findings.add(new Finding(
                    Code.RECORDED_SERIES,
                    asked.place(),
                    selector.metric() + " is recorded every " + Durations.text(rule.every()) + " as "
                            + rule.expression(),
                    "use what it is recorded from, or let max_age and `for` allow for " + Durations.text(rule.every())
                            + " more"));
        }
    }
}
