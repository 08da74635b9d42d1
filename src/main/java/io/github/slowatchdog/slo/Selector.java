package io.github.slowatchdog.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A PromQL vector selector without range, offset or function: {@code name{label="v",other=~"re"}} (SPEC 3.1). */
public final class Selector {

    private final String metric;
    private final List<Matcher> matchers;

    private Selector(String metric, List<Matcher> matchers) {
        this.metric = metric.intern(); // the same few, ten thousands of times
        this.matchers = List.copyOf(matchers);
    }

    /**
     * Reads a selector.
     *
     * @throws SyntaxException where it is not one, with the position
     */
    public static Selector parse(String text) {
        return new SelectorParser(text).parse();
    }

    /** A selector for a metric of this name, with these matchers; the name may be empty if there are matchers. */
    public static Selector of(String metric, List<Matcher> matchers) {
        return new Selector(metric, matchers);
    }

    /** The metric's name; empty if the selector names none. */
    public String metric() {
        return metric;
    }

    /** The matchers in the order they were written, without the metric's name. */
    public List<Matcher> matchers() {
        return matchers;
    }

    /** The labels of which it asks for one value, with that value; without the metric's name. */
    public Map<String, String> equalities() {
        return matchers.stream()
                .filter(matcher ->
                        matcher.op() == Matcher.Op.EQUAL && !matcher.value().isEmpty())
                .filter(matcher -> !matcher.label().equals(Labels.NAME))
                .collect(Collectors.toMap(Matcher::label, Matcher::value, (first, second) -> first));
    }

    /** This selector with one more matcher. */
    public Selector and(Matcher matcher) {
        List<Matcher> more = new ArrayList<>(matchers);
        more.add(matcher);
        return new Selector(metric, more);
    }

    public boolean matches(Labels labels) {
        if (!metric.isEmpty() && !metric.equals(labels.get(Labels.NAME))) {
            return false;
        }
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selector that && metric.equals(that.metric) && matchers.equals(that.matchers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(metric, matchers);
    }

    /** As PromQL writes it, in one canonical way. */
    @Override
    public String toString() {
        return matchers.isEmpty()
                ? metric
                : metric + matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
