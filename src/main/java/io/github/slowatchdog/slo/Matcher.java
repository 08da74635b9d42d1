package io.github.slowatchdog.slo;

import com.google.re2j.Pattern;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One label matcher of a selector, with the meaning PromQL gives it: regular expressions are fully anchored, and a label
 * that is not there has the empty value.
 */
public final class Matcher {

    /** The operators of PromQL. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCH("=~"),
        NOT_MATCH("!~");

        private final String sign;

        Op(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    /** The first patterns, which never change: a rule file has the same few of them a thousand times. */
    private static final Map<String, Pattern> PATTERNS = Collections.synchronizedMap(new HashMap<>());

    private static final int MOST_PATTERNS = 256;

    private final String label;
    private final Op op;
    private final String value;
    /** Of the operators that take one. */
    private final Optional<Pattern> pattern;

    /** @throws SyntaxException if the value is not a regular expression where one is needed */
    public Matcher(String label, Op op, String value) {
        this.label = label.intern(); // the same few, ten thousands of times
        this.op = op;
        this.value = value;
        boolean regex = op == Op.MATCH || op == Op.NOT_MATCH;
        this.pattern = regex ? Optional.of(compiled(value)) : Optional.empty();
    }

    private static Pattern compiled(String regex) {
        return PATTERNS.size() < MOST_PATTERNS
                ? PATTERNS.computeIfAbsent(regex, text -> RegularExpression.compile(text, Pattern.DOTALL))
                : RegularExpression.compile(regex, Pattern.DOTALL);
    }

    public String label() {
        return label;
    }

    public Op op() {
        return op;
    }

    /** What the label is compared with: text, or a regular expression. */
    public String value() {
        return value;
    }

    public boolean matches(Labels labels) {
        String found = labels.get(label);
        boolean same = pattern.isPresent() ? pattern.get().matches(found) : value.equals(found);
        return (op == Op.EQUAL || op == Op.MATCH) == same;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matcher that && label.equals(that.label) && op == that.op && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, op, value);
    }

    /** As PromQL writes it. */
    @Override
    public String toString() {
        return label + op.sign() + Labels.quoted(value);
    }
}
