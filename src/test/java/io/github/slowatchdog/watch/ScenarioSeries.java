package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One written series: its labels and all its samples; an empty value is a missing one, a stale one ends the series for a while. */
record ScenarioSeries(Labels labels, List<Point> points) {

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern VALUE = Pattern.compile("(_|stale|[^x]+?)(?:x(\\d+))?");
    private static final Pattern STEPPED = Pattern.compile("([+-]?[0-9.]+(?:e[+-]?\\d+)?)([+-][0-9.]+(?:e[+-]?\\d+)?)");
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    /** @param value empty: the stale marker, from here on the series is gone until its next sample */
    record Point(Instant at, Optional<Double> value) {}

    /**
     * Reads promtool's notation: {@code a+bxn} is a, a+b, ... (n+1 values), {@code axn} is a, n+1 times, {@code _} and
     * {@code _xn} are missing, {@code stale} is the stale marker.
     */
    static ScenarioSeries read(String name, Instant from, Duration every, String notation) {
        List<Point> points = new ArrayList<>();
        Instant at = from;
        for (String item : notation.strip().split("\\s+", -1)) {
            for (OptionalDouble value : values(item)) {
                if (value.isPresent()) {
                    boolean stale =
                            Double.doubleToRawLongBits(value.getAsDouble()) == Double.doubleToRawLongBits(STALE);
                    points.add(new Point(at, stale ? Optional.empty() : Optional.of(value.getAsDouble())));
                }
                at = at.plus(every);
            }
        }
        return new ScenarioSeries(labels(name), List.copyOf(points));
    }

    private static List<OptionalDouble> values(String item) {
        java.util.regex.Matcher matcher = VALUE.matcher(item);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a value: " + item);
        }
        String text = matcher.group(1);
        List<OptionalDouble> values = new ArrayList<>();
        boolean missing = text.equals("_");
        int more = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        int count = missing ? Math.max(1, more) : more + 1;
        java.util.regex.Matcher stepped = STEPPED.matcher(text);
        double step = stepped.matches() ? Double.parseDouble(stepped.group(2)) : 0;
        double start = missing ? 0 : number(stepped.matches() ? stepped.group(1) : text);
        for (int i = 0; i < count; i++) {
            // a step of 0 must leave NaN, infinities and the stale marker as they are
            values.add(
                    missing
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(i == 0 || step == 0 ? start : start + i * step));
        }
        return values;
    }

    private static double number(String text) {
        return switch (text) {
            case "stale" -> STALE;
            case "NaN" -> Double.NaN;
            case "Inf", "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Labels as PromQL writes them: a name and, in braces, equalities. */
    private static Labels labels(String text) {
        Selector selector = Selector.parse(text);
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put(Labels.NAME, selector.metric());
        for (Matcher matcher : selector.matchers()) {
            LABEL.matcher(matcher.toString())
                    .results()
                    .forEach((MatchResult found) -> labels.put(
                            found.group(1), found.group(2).replace("\\\"", "\"").replace("\\\\", "\\")));
        }
        return new Labels(labels);
    }

    /** The raw samples after {@code from}, up to {@code to}. */
    Series between(Instant from, Instant to) {
        Series.Builder series = Series.of(labels);
        points.stream()
                .filter(point -> point.at().isAfter(from) && !point.at().isAfter(to))
                .forEach(point -> point.value().ifPresent(value -> series.add(point.at(), value)));
        return series.build();
    }

    /** The value of an instant query: of the newest sample that is no older than {@code lookback} and not ended. */
    Optional<Double> at(Instant time, Duration lookback) {
        return points.stream()
                .filter(point -> !point.at().isAfter(time) && point.at().isAfter(time.minus(lookback)))
                .reduce((older, newer) -> newer)
                .flatMap(Point::value);
    }
}
