package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One written series: its labels and all its samples, oldest first.
 *
 * @param points a missing sample is no point
 */
public record WrittenSeries(Labels labels, List<Point> points) {

    /**
     * One sample.
     *
     * @param value empty: the stale marker, from here on the series is gone until its next sample
     */
    public record Point(Instant at, Optional<Value> value) {

        /** A number. */
        public static Point of(Instant at, double value) {
            return new Point(at, Optional.of(Value.of(value)));
        }
    }

    public WrittenSeries {
        points = List.copyOf(points);
    }

    /** A series of evenly spaced samples. */
    static WrittenSeries of(Labels labels, Instant from, Duration every, List<Notation.Item> items) {
        List<Point> points = new ArrayList<>();
        Instant at = from;
        for (Notation.Item item : items) {
            if (item instanceof Notation.Item.Sample sample) {
                points.add(new Point(at, Optional.of(sample.value())));
            } else if (item instanceof Notation.Item.Stale) {
                points.add(new Point(at, Optional.empty()));
            }
            at = at.plus(every);
        }
        return new WrittenSeries(labels, points);
    }

    /** Labels as PromQL writes them: a name and, in braces, equalities; empty for any other selector. */
    static Optional<Labels> labels(Selector written) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put(Labels.NAME, written.metric());
        for (Matcher matcher : written.matchers()) {
            if (matcher.op() != Matcher.Op.EQUAL) {
                return Optional.empty();
            }
            labels.put(matcher.label(), matcher.value());
        }
        return Optional.of(new Labels(labels));
    }

    /** The numbers after {@code from}, up to {@code to}. */
    Series between(Instant from, Instant to) {
        Series.Builder series = Series.of(labels);
        for (int i = firstAfter(from); i < points.size() && !points.get(i).at().isAfter(to); i++) {
            Point point = points.get(i);
            if (point.value().orElse(null) instanceof Value.Num number) {
                series.add(point.at(), number.number());
            }
        }
        return series.build();
    }

    /** The newest value that is no older than {@code lookback} and not ended, as an instant query sees it. */
    Optional<Value> at(Instant time, Duration lookback) {
        return newest(time, lookback).flatMap(Point::value);
    }

    /** The newest sample, or end, that is no older than {@code lookback}. */
    Optional<Point> newest(Instant time, Duration lookback) {
        int after = firstAfter(time);
        return after == 0
                ? Optional.empty()
                : Optional.of(points.get(after - 1)).filter(point -> point.at().isAfter(time.minus(lookback)));
    }

    private int firstAfter(Instant time) {
        int low = 0;
        int high = points.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (points.get(middle).at().isAfter(time)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
