package io.github.slowatchdog.promql;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** The operators of PromQL by how tightly they bind, and the words that mean something by themselves. */
final class Operators {

    static final Set<String> COMPARISONS = Set.of("==", "!=", "<=", ">=", "<", ">");

    /** The loosest first. {@code ^} is the only one that binds to the right. */
    static final List<Set<String>> LEVELS = List.of(
            Set.of("or"), Set.of("and", "unless"), COMPARISONS, Set.of("+", "-"), Set.of("*", "/", "%", "atan2"));

    static final Set<String> AGGREGATIONS = Set.of(
            "sum",
            "avg",
            "min",
            "max",
            "count",
            "group",
            "stddev",
            "stdvar",
            "topk",
            "bottomk",
            "quantile",
            "count_values",
            "limitk",
            "limit_ratio");

    private Operators() {}

    /** Arithmetic of two numbers; empty for other operators. */
    static OptionalDouble calculate(String operator, double left, double right) {
        return switch (operator) {
            case "+" -> OptionalDouble.of(left + right);
            case "-" -> OptionalDouble.of(left - right);
            case "*" -> OptionalDouble.of(left * right);
            case "/" -> OptionalDouble.of(left / right);
            case "%" -> OptionalDouble.of(left % right);
            case "^" -> OptionalDouble.of(Math.pow(left, right));
            default -> OptionalDouble.empty();
        };
    }
}
