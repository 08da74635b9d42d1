package io.github.slowatchdog.imports;

import io.github.slowatchdog.config.Place;
import io.github.slowatchdog.promql.Comparison;
import io.github.slowatchdog.promql.Expression;
import io.github.slowatchdog.slo.Spans;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * An alert fires while its expression finds something; an objective is missed while a value is not as expected. So
 *
 * <pre>
 *  A > 5, where A finds something whether it holds or not    A, expected to be <= 5
 *  absent(A)                                                 count(A), expected to be >= 1; nothing is missed
 *  anything else                                             count(...), expected to be 0; nothing is met while the bot is seen
 * </pre>
 *
 * The first two know what they have seen. The third cannot tell that all is well from a metric that is not there, no more than the
 * alert could.
 */
final class FiringAlert {

    private static final Set<String> ABSENT = Set.of("absent", "absent_over_time");
    private static final Set<String> LEAVES_OUT = Set.of("and", "unless");

    private FiringAlert() {}

    static void translate(String written, Place place, Draft draft) {
        String expr = written.strip();
        Optional<Expression> whole = Expression.read(expr);
        Optional<Comparison> comparison = Comparison.of(expr).filter(FiringAlert::alwaysAnswers);
        if (comparison.isPresent()) {
            draft.put("expr", comparison.get().side())
                    .put("expect", comparison.get().negated() + " " + number(comparison.get()));
            return;
        }
        Optional<String> missing = whole.flatMap(FiringAlert::absent);
        if (missing.isPresent()) {
            draft.put("expr", "count(" + missing.get() + ")")
                    .put("expect", ">= 1")
                    .put("no_data", "missed");
            return;
        }
        // a comment at its end must not take the parenthesis with it
        draft.put("expr", expr.contains("\n") || expr.contains("#") ? "count(\n" + expr + "\n)" : "count(" + expr + ")")
                .put("expect", "== 0")
                .put("no_data", "met");
        draft.note(
                place,
                "what it finds is counted, and finding nothing is met while the bot is seen (prometheus.freshness): a metric"
                        + " that is not there is not found either, so not knowing is passing here, as it was there");
        if (whole.isEmpty()) {
            draft.note(
                    place, "the expression is not understood here; whether it is right `check --live` asks the server");
        }
    }

    /** Whether the side finds something whether the comparison holds or not. */
    private static boolean alwaysAnswers(Comparison comparison) {
        return Double.isFinite(comparison.number())
                && Expression.read(comparison.side())
                        .filter(side -> side.number().isEmpty() && side.all().noneMatch(FiringAlert::leavesOut))
                        .isPresent();
    }

    private static boolean leavesOut(Expression part) {
        return part instanceof Expression.Binary binary && (binary.filters() || LEAVES_OUT.contains(binary.operator()))
                || part instanceof Expression.Call call && ABSENT.contains(call.function());
    }

    private static String number(Comparison comparison) {
        return BigDecimal.valueOf(comparison.number()).stripTrailingZeros().toPlainString();
    }

    /** What is there when {@code absent} of it finds nothing. */
    private static Optional<String> absent(Expression whole) {
        if (!(whole instanceof Expression.Call call)
                || !ABSENT.contains(call.function())
                || call.arguments().size() != 1
                || !(call.arguments().get(0) instanceof Expression.Series series)) {
            return Optional.empty();
        }
        String selector = series.selector()
                + series.range().map(range -> "[" + Spans.text(range) + "]").orElse("")
                + (series.modifiers().isEmpty() ? "" : " " + series.modifiers());
        return Optional.of(series.range().isPresent() ? "present_over_time(" + selector + ")" : selector);
    }
}
