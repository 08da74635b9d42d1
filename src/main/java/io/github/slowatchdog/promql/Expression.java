package io.github.slowatchdog.promql;

import io.github.slowatchdog.slo.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a PromQL expression is made of. Parentheses are gone; they are in the shape of the tree. */
public sealed interface Expression {

    /**
     * Reads an expression.
     *
     * @return empty if it is not understood, which does not mean that it is wrong
     */
    static Optional<Expression> read(String promql) {
        return Parser.read(promql);
    }

    /** What stands directly inside. */
    default List<Expression> parts() {
        return List.of();
    }

    /** This and everything inside, the outer first. */
    default Stream<Expression> all() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Expression::all));
    }

    /** The number that this is, whatever the server holds: one that is written, or arithmetic of such; empty if it is none. */
    default OptionalDouble number() {
        if (this instanceof Num num) {
            return OptionalDouble.of(num.value());
        }
        if (!(this instanceof Binary binary) || binary.matched()) {
            return OptionalDouble.empty();
        }
        OptionalDouble left = binary.left().number();
        OptionalDouble right = binary.right().number();
        return left.isPresent() && right.isPresent()
                ? Operators.calculate(binary.operator(), left.getAsDouble(), right.getAsDouble())
                : OptionalDouble.empty();
    }

    /** A number. */
    record Num(double value) implements Expression {}

    /** A text, as an argument. */
    record Text(String value) implements Expression {}

    /**
     * Series that are selected.
     *
     * @param range how far back the samples go; empty for an instant vector
     * @param modifiers {@code offset} and {@code @}, as written
     */
    record Series(Selector selector, Optional<Duration> range, String modifiers) implements Expression {}

    /** An expression evaluated at many times. */
    record Subquery(Expression inner, Duration range, String modifiers) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(inner);
        }
    }

    /** A function with its arguments. */
    record Call(String function, List<Expression> arguments) implements Expression {
        @Override
        public List<Expression> parts() {
            return arguments;
        }
    }

    /**
     * Many series made few: {@code sum by (x) (...)}; the last argument is what is aggregated.
     *
     * @param grouped whether {@code by} or {@code without} leaves more than one
     */
    record Aggregation(String operator, List<Expression> arguments, boolean grouped) implements Expression {
        @Override
        public List<Expression> parts() {
            return arguments;
        }

        /** What is aggregated. */
        public Expression inner() {
            return arguments.get(arguments.size() - 1);
        }
    }

    /**
     * Two sides and what is done with them.
     *
     * @param bool whether a comparison answers 0 or 1 instead of leaving elements out
     * @param matched whether it is said which labels are compared ({@code on}, {@code ignoring}, {@code group_left}, ...)
     */
    record Binary(String operator, Expression left, Expression right, boolean bool, boolean matched)
            implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(left, right);
        }

        /** Whether it leaves out elements for which the comparison does not hold. */
        public boolean filters() {
            return isComparison() && !bool;
        }

        /** Whether it compares. */
        public boolean isComparison() {
            return Operators.COMPARISONS.contains(operator);
        }
    }

    /** A minus before it. */
    record Negated(Expression inner) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(inner);
        }
    }
}
