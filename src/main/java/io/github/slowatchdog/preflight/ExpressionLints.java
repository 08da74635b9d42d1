package io.github.slowatchdog.preflight;

import io.github.slowatchdog.promql.Expression;
import io.github.slowatchdog.promql.Expression.Aggregation;
import io.github.slowatchdog.promql.Expression.Binary;
import io.github.slowatchdog.promql.Expression.Call;
import io.github.slowatchdog.promql.Expression.Num;
import io.github.slowatchdog.promql.Expression.Series;
import io.github.slowatchdog.promql.Expression.Subquery;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Expectation.Compare;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the text of an {@code expr} tells by itself. Only what is certain by the rules of PromQL is said; whether the server takes the
 * expression at all is another question.
 */
final class ExpressionLints {

    /** They take a counter, and extrapolate. */
    private static final Set<String> RATES = Set.of("rate", "increase");
    /** They take a counter, or its fall for a reset. */
    private static final Set<String> OF_COUNTERS = Set.of("rate", "increase", "irate", "resets");

    private static final Set<String> PLAIN = Set.of("sum", "min", "max", "avg");
    private static final Set<String> SUMS = Set.of("sum", "avg");
    private static final Set<String> POISONED = Set.of("sum", "avg", "stddev", "stdvar");

    private final Asked asked;
    private final Expression whole;
    private final List<Finding> findings = new ArrayList<>();

    private ExpressionLints(Asked asked, Expression whole) {
        this.asked = asked;
        this.whole = whole;
    }

    static List<Finding> of(Asked asked) {
        if (!(asked.indicator() instanceof Indicator.Expr expr)) {
            return List.of();
        }
        Optional<Expression> whole = Expression.read(expr.promql());
        return whole.map(read -> new ExpressionLints(asked, read).findings()).orElse(List.of());
    }

    /** The selectors of which an expression takes the series for counters. */
    static Stream<Selector> counted(Expression whole) {
        return whole.all()
                .filter(part -> part instanceof Call call && OF_COUNTERS.contains(call.function()))
                .flatMap(call -> call.parts().stream())
                .flatMap(argument -> argument instanceof Series series ? Stream.of(series.selector()) : Stream.empty());
    }

    /** Every selector of an expression. */
    static Stream<Selector> selectors(Expression whole) {
        return series(whole).map(Series::selector).distinct();
    }

    private List<Finding> findings() {
        whole.all().forEach(part -> {
            if (part instanceof Binary binary) {
                division(binary);
                comparedInside(binary);
            } else if (part instanceof Aggregation aggregation) {
                divisionInside(aggregation);
            } else if (part instanceof Call call) {
                rateOfSum(call);
            }
        });
        asked.expect().ifPresent(expect -> {
            noDataPasses(expect);
            averageHides(expect);
            increase(expect);
            filters();
        });
        return List.copyOf(findings);
    }

    private void find(Code code, String what, String fix) {
        findings.add(new Finding(code, asked.place(), what, fix));
    }

    private void division(Binary binary) {
        if (binary.operator().equals("/")
                && !binary.matched()
                && areAlike(binary.left(), binary.right())
                && !binary.left().equals(binary.right())) {
            find(
                    Code.RATIO_WITHOUT_AGGREGATION,
                    "both sides of / are series of " + metric(binary.left()) + ", and neither is aggregated",
                    "use `ratio: {bad: ..., total: ..., window: 5m}`, or divide sum(...) by sum(...)");
        }
    }

    /** The same but for what their selectors ask of labels. */
    private static boolean areAlike(Expression one, Expression other) {
        if (one instanceof Series a && other instanceof Series b) {
            return !a.selector().metric().isEmpty()
                    && a.selector().metric().equals(b.selector().metric())
                    && a.range().equals(b.range())
                    && a.modifiers().equals(b.modifiers());
        }
        if (one instanceof Call a && other instanceof Call b) {
            return a.function().equals(b.function())
                    && a.arguments().size() == b.arguments().size()
                    && Stream.iterate(0, i -> i < a.arguments().size(), i -> i + 1)
                            .allMatch(i ->
                                    areAlike(a.arguments().get(i), b.arguments().get(i)));
        }
        return one instanceof Num && one.equals(other);
    }

    private static String metric(Expression expression) {
        return series(expression)
                .map(series -> series.selector().metric())
                .findFirst()
                .orElse("one metric");
    }

    private static Stream<Series> series(Expression expression) {
        return expression.all().filter(Series.class::isInstance).map(Series.class::cast);
    }

    private void divisionInside(Aggregation aggregation) {
        boolean poisoned = POISONED.contains(aggregation.operator())
                && aggregation
                        .inner()
                        .all()
                        .anyMatch(part -> part instanceof Binary binary
                                && binary.operator().equals("/")
                                && !(binary.right() instanceof Binary right && right.filters())
                                && calls(binary.right(), OF_COUNTERS));
        if (poisoned) {
            find(
                    Code.DIVISION_INSIDE_AGGREGATION,
                    aggregation.operator() + " is taken of quotients",
                    "use `ratio`, or divide the sums: sum(...) / sum(...)");
        }
    }

    private static boolean calls(Expression expression, Set<String> functions) {
        return expression.all().anyMatch(part -> part instanceof Call call && functions.contains(call.function()));
    }

    private void rateOfSum(Call call) {
        boolean ofSum = OF_COUNTERS.contains(call.function())
                && call.arguments().stream()
                        .anyMatch(argument -> argument instanceof Subquery subquery
                                && subquery.inner() instanceof Aggregation aggregation
                                && SUMS.contains(aggregation.operator()));
        if (ofSum) {
            find(
                    Code.RATE_OF_SUM,
                    call.function() + " is taken of an aggregation",
                    "take the rate first and the sum then, sum(" + call.function() + "(...)), or use `count`");
        }
    }

    private void noDataPasses(Expectation expect) {
        OptionalDouble value = Nothing.valueOf(whole);
        if (value.isPresent()
                && !asked.guarded()
                && series(whole).findAny().isPresent()
                && expect.isMetBy(Value.of(value.getAsDouble()))) {
            find(
                    Code.NO_DATA_PASSES,
                    "while no series is there at all this is " + Value.format(value.getAsDouble()) + ", which meets "
                            + expect.text(),
                    "take `or vector(...)` out and write `no_data: met`, which counts only while the bot is being read; or"
                            + " use count or ratio, for which no bad series is 0");
        }
    }

    private void averageHides(Expectation expect) {
        boolean strict = asked.stops() || isZero(expect);
        if (strict
                && core() instanceof Aggregation aggregation
                && aggregation.operator().equals("avg")) {
            find(
                    Code.AVERAGE_HIDES,
                    "the average of all series is judged, for " + expect.text(),
                    "leave avg() out, since every element is judged; or use max() or min()");
        }
    }

    /** The expression without a comparison with a number at the outside. */
    private Expression core() {
        if (whole instanceof Binary binary && binary.isComparison()) {
            return binary.right() instanceof Num
                    ? binary.left()
                    : binary.left() instanceof Num ? binary.right() : whole;
        }
        return whole;
    }

    private void increase(Expectation expect) {
        boolean handled = whole.all()
                .anyMatch(part -> part instanceof Binary binary
                        && (binary.operator().equals("unless")
                                || binary.operator().equals("/")
                                || (binary.isComparison() && !isZero(binary.left()) && !isZero(binary.right()))));
        boolean belowOne = expect instanceof Compare compare && compare.op() == Compare.Op.LESS && compare.bound() == 1;
        if (!handled && ((isZero(expect) && calls(whole, RATES)) || (belowOne && calls(whole, Set.of("increase"))))) {
            find(
                    Code.INCREASE_MISSES_FIRST,
                    "no event is allowed (" + expect.text() + "), and they are counted by increase() or rate()",
                    "use `count: SELECTOR`, which counts the raw samples, births and resets included");
        }
        if (isExtrapolated(whole) && isExactly(expect)) {
            find(
                    Code.INCREASE_EQUALS,
                    "the result of increase() or rate() is expected to be exact: " + expect.text(),
                    "use `count: SELECTOR` with a window, which is a whole number");
        }
    }

    private void comparedInside(Binary binary) {
        boolean exact = (binary.operator().equals("==") || binary.operator().equals("!="))
                && ((isExtrapolated(binary.left()) && isOther(binary.right()))
                        || (isExtrapolated(binary.right()) && isOther(binary.left())));
        if (exact) {
            find(
                    Code.INCREASE_EQUALS,
                    "the result of increase() or rate() is compared by " + binary.operator(),
                    "use `count: SELECTOR` with a window, which is a whole number");
        }
    }

    /** Whether it is the result of such a function, or an aggregation of such results. */
    private static boolean isExtrapolated(Expression expression) {
        return expression instanceof Aggregation aggregation && PLAIN.contains(aggregation.operator())
                ? isExtrapolated(aggregation.inner())
                : expression instanceof Call call && RATES.contains(call.function());
    }

    private static boolean isOther(Expression expression) {
        return expression instanceof Num num && num.value() != 0;
    }

    private static boolean isZero(Expression expression) {
        return expression instanceof Num num && num.value() == 0;
    }

    private static boolean isExactly(Expectation expect) {
        return expect instanceof Compare compare
                ? (compare.op() == Compare.Op.EQUAL || compare.op() == Compare.Op.NOT_EQUAL) && compare.bound() != 0
                : expect instanceof Expectation.Range range && range.low() == range.high() && range.low() != 0;
    }

    private static boolean isZero(Expectation expect) {
        return expect instanceof Compare compare
                ? (compare.op() == Compare.Op.EQUAL || compare.op() == Compare.Op.AT_MOST) && compare.bound() == 0
                : expect instanceof Expectation.Range range && range.high() == 0;
    }

    private void filters() {
        if (whole instanceof Binary binary
                && binary.filters()
                && !asked.emptyIsFine()
                && (binary.left() instanceof Num || binary.right() instanceof Num)) {
            find(
                    Code.COMPARISON_FILTERS,
                    "the expression ends in a comparison (" + binary.operator() + "), and no_data is not met",
                    "leave the comparison to `expect`, as in `expect: \"< 0.01\"`");
        }
    }
}
