package io.github.slowatchdog.preflight;

import io.github.slowatchdog.promql.Expression;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the server says of an expression: whether it takes it, and what the answer is at this moment. */
final class ExpressionJudge {

    private final StoreFacts facts;

    ExpressionJudge(StoreFacts facts) {
        this.facts = facts;
    }

    List<Finding> of(Asked asked) {
        if (!(asked.indicator() instanceof Indicator.Expr expr)) {
            return List.of();
        }
        Optional<String> refused = Optional.ofNullable(facts.syntax().get(expr.promql()));
        if (refused.isPresent()) {
            return List.of(new Finding(
                    Code.SYNTAX,
                    asked.place(),
                    refused.get(),
                    "correct it; positions are those in the expression, counted from 1"));
        }
        Optional<Measurement> answer = Optional.ofNullable(facts.answers().get(expr));
        return answer.map(measurement -> judged(asked, expr, measurement)).orElse(List.of());
    }

    private List<Finding> judged(Asked asked, Indicator.Expr expr, Measurement answer) {
        List<Finding> findings = new ArrayList<>();
        boolean empty =
                answer instanceof Measurement.Vector vector && vector.elements().isEmpty();
        if (answer instanceof Measurement.Failure failure && failure.reason() != Reason.EMPTY) {
            findings.add(new Finding(
                    Code.EXPRESSION_FAILS,
                    asked.place(),
                    failure.reason().word() + ": " + failure.detail(),
                    "docs/runbook.md has a row on " + failure.reason().word()));
        } else if ((empty || answer instanceof Measurement.Failure) && !asked.emptyIsFine()) {
            findings.add(new Finding(
                    Code.EXPRESSION_EMPTY,
                    asked.place(),
                    "the answer is empty at this moment" + missing(expr),
                    "correct the names, or write `no_data: met` if no answer is a good one"));
        }
        if (answer instanceof Measurement.Vector vector) {
            vector.partial()
                    .ifPresent(partial -> findings.add(new Finding(
                            Code.EXPRESSION_FAILS,
                            asked.place(),
                            "partial: " + partial,
                            "docs/runbook.md has a row on partial")));
            if (vector.elements().stream().anyMatch(element -> Double.isNaN(element.value()))) {
                findings.add(new Finding(
                        Code.EXPRESSION_NAN,
                        asked.place(),
                        "the answer is NaN at this moment, as 0/0 is",
                        "use `ratio` with min_events, which is idle while there is too little to judge"));
            }
        }
        return findings;
    }

    /** Which of its selectors match nothing. */
    private String missing(Indicator.Expr expr) {
        String names = Expression.read(expr.promql()).stream()
                .flatMap(ExpressionLints::selectors)
                .filter(selector ->
                        facts.series(selector).filter(List<Series>::isEmpty).isPresent())
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ": nothing matches " + names;
    }
}
