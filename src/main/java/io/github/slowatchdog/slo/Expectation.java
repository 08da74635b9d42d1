package io.github.slowatchdog.slo;

import com.google.re2j.Pattern;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What is expected of a value (SPEC 2, {@code expect}). NaN meets nothing; numbers compare exactly, so {@code < 0.5%} is
 * missed by exactly 0.005. Regular expressions run in linear time and are anchored at both ends.
 */
public sealed interface Expectation {

    /** Whether the value is as expected. */
    boolean isMetBy(Value value);

    /** The text it was read from, with variables filled in. */
    String text();

    /** The number that must not be crossed, for metrics; empty for text and presence. */
    default OptionalDouble threshold() {
        return OptionalDouble.empty();
    }

    /**
     * How bad a value is: of several values the one with the highest badness is the worst. Only the order has a meaning;
     * NaN is worst of all.
     */
    default double badness(Value value) {
        return isMetBy(value) ? 0 : 1;
    }

    /**
     * Reads an expectation.
     *
     * @throws SyntaxException where it is not one
     */
    static Expectation parse(String text) {
        return ExpectationParser.parse(text);
    }

    /** Whether this expectation can be met by a number at all; the others need text. */
    default boolean judgesNumbers() {
        return this instanceof Compare || this instanceof Range;
    }

    /**
     * Whether this number misses, and every greater one would too: a count that is too high stays so whatever else turns up,
     * one that is too low may only be incomplete.
     */
    default boolean missesFrom(Value value) {
        return false;
    }

    /** {@code OP NUMBER}. */
    record Compare(String text, Op op, double bound) implements Expectation {

        /** The comparisons of SPEC 2. */
        public enum Op {
            EQUAL("=="),
            NOT_EQUAL("!="),
            AT_MOST("<="),
            AT_LEAST(">="),
            LESS("<"),
            MORE(">");

            private final String sign;

            Op(String sign) {
                this.sign = sign;
            }

            public String sign() {
                return sign;
            }
        }

        @Override
        public boolean isMetBy(Value value) {
            double number = Texts.number(value);
            return !Double.isNaN(number)
                    && switch (op) {
                        case EQUAL -> number == bound;
                        case NOT_EQUAL -> number != bound;
                        case LESS -> number < bound;
                        case AT_MOST -> number <= bound;
                        case MORE -> number > bound;
                        case AT_LEAST -> number >= bound;
                    };
        }

        @Override
        public boolean missesFrom(Value value) {
            return value instanceof Value.Num num
                    && switch (op) {
                        case EQUAL, AT_MOST -> num.number() > bound;
                        case LESS -> num.number() >= bound;
                        case NOT_EQUAL, MORE, AT_LEAST -> false;
                    };
        }

        @Override
        public OptionalDouble threshold() {
            return OptionalDouble.of(bound);
        }

        @Override
        public double badness(Value value) {
            double number = Texts.number(value);
            if (Double.isNaN(number)) {
                return Double.POSITIVE_INFINITY;
            }
            double over = number - bound;
            return switch (op) {
                case EQUAL -> Math.abs(over);
                case NOT_EQUAL -> -Math.abs(over);
                case LESS, AT_MOST -> over;
                case MORE, AT_LEAST -> -over;
            };
        }
    }

    /** {@code in [LOW, HIGH]}, both ends included. */
    record Range(String text, double low, double high) implements Expectation {
        @Override
        public boolean isMetBy(Value value) {
            double number = Texts.number(value);
            return number >= low && number <= high;
        }

        @Override
        public boolean missesFrom(Value value) {
            return value instanceof Value.Num num && num.number() > high;
        }

        /** The upper end: the one that is crossed by too much of something. */
        @Override
        public OptionalDouble threshold() {
            return OptionalDouble.of(high);
        }

        @Override
        public double badness(Value value) {
            double number = Texts.number(value);
            return Double.isNaN(number) ? Double.POSITIVE_INFINITY : Math.max(low - number, number - high);
        }
    }

    /** {@code == TEXT} or {@code != TEXT}. */
    record Is(String text, String expected, boolean negated) implements Expectation {
        @Override
        public boolean isMetBy(Value value) {
            return Texts.of(value) != null && expected.equals(Texts.of(value)) != negated;
        }
    }

    /** {@code =~ REGEX} or {@code !~ REGEX}. */
    record Like(String text, Pattern pattern, boolean negated) implements Expectation {
        @Override
        public boolean isMetBy(Value value) {
            String actual = Texts.of(value);
            return actual != null && pattern.matches(actual) != negated;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Like that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return Objects.hash(text);
        }
    }

    /** {@code present} or {@code absent}. */
    record Presence(String text, boolean present) implements Expectation {
        @Override
        public boolean isMetBy(Value value) {
            boolean nan = value instanceof Value.Num num && Double.isNaN(num.number());
            return present
                    ? value instanceof Value.Text || (value instanceof Value.Num && !nan)
                    : value instanceof Value.Absent;
        }
    }
}
