package io.github.slowatchdog.preflight;

import io.github.slowatchdog.promql.Expression;
import io.github.slowatchdog.promql.Expression.Aggregation;
import io.github.slowatchdog.promql.Expression.Binary;
import io.github.slowatchdog.promql.Expression.Call;
import io.github.slowatchdog.promql.Expression.Negated;
import io.github.slowatchdog.promql.Expression.Num;
import io.github.slowatchdog.promql.Expression.Series;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What an expression says while no series exists at all. That is a matter of PromQL's rules alone, so no server is needed to know it;
 * where the rules are not all known here, nothing is said.
 */
final class Nothing {

    private static final Set<String> KEEP = Set.of("sum", "min", "max", "avg");
    private static final Set<String> ONE = Set.of("count", "group");

    /** Not known. */
    private static final Optional<OptionalDouble> UNSURE = Optional.empty();
    /** No element. */
    private static final Optional<OptionalDouble> EMPTY = Optional.of(OptionalDouble.empty());

    private Nothing() {}

    /** The value that the expression has without any series; empty if it has none, or if that cannot be told. */
    static OptionalDouble valueOf(Expression expression) {
        return of(expression).orElse(OptionalDouble.empty());
    }

    private static Optional<OptionalDouble> of(Expression expression) {
        if (expression instanceof Num num) {
            return value(num.value());
        }
        if (expression instanceof Series) {
            return EMPTY;
        }
        if (expression instanceof Negated negated) {
            return of(negated.inner())
                    .map(inner -> inner.isPresent() ? OptionalDouble.of(-inner.getAsDouble()) : inner);
        }
        if (expression instanceof Aggregation aggregation) {
            return aggregated(aggregation);
        }
        if (expression instanceof Call call) {
            return called(call);
        }
        return expression instanceof Binary binary ? combined(binary) : UNSURE;
    }

    private static Optional<OptionalDouble> value(double value) {
        return Optional.of(OptionalDouble.of(value));
    }

    private static boolean isEmpty(Optional<OptionalDouble> what) {
        return what.filter(OptionalDouble::isEmpty).isPresent();
    }

    private static Optional<OptionalDouble> aggregated(Aggregation aggregation) {
        Optional<OptionalDouble> inner = of(aggregation.inner());
        if (isEmpty(inner) || (inner.isPresent() && KEEP.contains(aggregation.operator()))) {
            return inner;
        }
        return inner.isPresent() && ONE.contains(aggregation.operator()) ? value(1) : UNSURE;
    }

    private static Optional<OptionalDouble> called(Call call) {
        List<Optional<OptionalDouble>> arguments =
                call.arguments().stream().map(Nothing::of).toList();
        return switch (call.function()) {
            // made to tell that something is not there: what it says then is meant
            case "absent", "absent_over_time", "scalar" -> UNSURE;
            case "vector" -> arguments.size() == 1 ? arguments.get(0) : UNSURE;
            default -> arguments.stream().anyMatch(Nothing::isEmpty) ? EMPTY : UNSURE;
        };
    }

    private static Optional<OptionalDouble> combined(Binary binary) {
        Optional<OptionalDouble> left = of(binary.left());
        Optional<OptionalDouble> right = of(binary.right());
        return switch (binary.operator()) {
            case "or" -> isEmpty(left) ? right : left;
            case "unless" -> isEmpty(left) || isEmpty(right) ? left : UNSURE;
            case "and" -> isEmpty(left) || isEmpty(right) ? EMPTY : UNSURE;
            default ->
                isEmpty(left) || isEmpty(right)
                        ? EMPTY
                        : left.isEmpty() || right.isEmpty()
                                ? UNSURE
                                : calculated(
                                        binary.operator(),
                                        left.get().getAsDouble(),
                                        right.get().getAsDouble());
        };
    }

    private static Optional<OptionalDouble> calculated(String operator, double left, double right) {
        return switch (operator) {
            case "+" -> value(left + right);
            case "-" -> value(left - right);
            case "*" -> value(left * right);
            case "/" -> value(left / right);
            default -> UNSURE;
        };
    }
}
