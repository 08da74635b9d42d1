package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Values and labels made up to fit what rules say; each is checked against the rule itself before it is used. */
final class Examples {

    private static final String OTHER = "injected";

    private Examples() {}

    /** A series that the selector matches; it says of which process it is. */
    static Optional<Labels> labels(Selector selector) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put(Labels.NAME, selector.metric());
        labels.put("job", "bot");
        labels.put("instance", "bot:8090");
        Set<String> named = new LinkedHashSet<>();
        selector.matchers().forEach(matcher -> named.add(matcher.label()));
        for (String label : named) {
            List<Matcher> matchers = selector.matchers().stream()
                    .filter(matcher -> matcher.label().equals(label))
                    .toList();
            Optional<String> value = candidates(matchers)
                    .filter(text -> matchers.stream().allMatch(matcher -> matcher.matches(Labels.of(label, text))))
                    .findFirst();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            labels.put(label, value.get());
        }
        return Optional.of(new Labels(labels))
                .filter(all -> !all.get(Labels.NAME).isEmpty() && selector.matches(all));
    }

    private static Stream<String> candidates(List<Matcher> matchers) {
        List<String> candidates = new ArrayList<>();
        for (Matcher matcher : matchers) {
            switch (matcher.op()) {
                case EQUAL -> candidates.add(matcher.value());
                case MATCH -> RegexExample.of(matcher.value()).ifPresent(candidates::add);
                case NOT_EQUAL, NOT_MATCH -> candidates.addAll(List.of("", OTHER));
            }
        }
        return Stream.concat(candidates.stream(), Stream.of("", OTHER, "0"));
    }

    /** The first value that is as expected, or is not. */
    static Optional<Value> value(Expectation expect, boolean met) {
        return values(expect).filter(value -> expect.isMetBy(value) == met).findFirst();
    }

    /** The first number, likewise. */
    static Optional<Double> number(Expectation expect, boolean met, Predicate<Double> also) {
        return numbers(expect)
                .boxed()
                .filter(also)
                .filter(number -> expect.isMetBy(Value.of(number)) == met)
                .findFirst();
    }

    private static Stream<Value> values(Expectation expect) {
        if (expect.judgesNumbers()) {
            return numbers(expect).mapToObj(Value::of);
        }
        Stream<String> texts = expect instanceof Expectation.Is is
                ? Stream.of(is.expected())
                : expect instanceof Expectation.Like like
                        ? RegexExample.of(like.pattern().pattern()).stream()
                        : Stream.empty();
        return Stream.concat(
                Stream.concat(texts, Stream.of(OTHER, "")).map(Value::of),
                Stream.of(new Value.Absent("nothing there")));
    }

    /** Nearest to what is usual first: little, then round the bounds. */
    private static DoubleStream numbers(Expectation expect) {
        double low = expect instanceof Expectation.Range range
                ? range.low()
                : expect.threshold().orElse(0);
        double high = expect.threshold().orElse(0);
        return DoubleStream.of(
                0,
                1,
                2,
                low,
                high,
                Math.floor(high) + 1,
                Math.ceil(low),
                (low + high) / 2,
                high / 2,
                high * 2,
                high + 1,
                low - 1,
                Math.floor(low) + 1,
                low / 2,
                -1);
    }

    /** The least whole number above 0 of events that is as expected, or is not. */
    static Optional<Long> events(Expectation expect, boolean met) {
        return numbers(expect)
                .filter(number -> number >= 1 && number == Math.rint(number) && number < 1e9)
                .sorted()
                .filter(number -> expect.isMetBy(Value.of(number)) == met)
                .mapToObj(number -> (long) number)
                .findFirst();
    }
}
