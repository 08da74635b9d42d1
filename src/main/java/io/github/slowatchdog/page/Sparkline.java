package io.github.slowatchdog.page;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.html.Tag;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A trace as a small drawing: the value as a line, the threshold dashed; below it a strip in which what was missed is a tall block, what
 * was not known a short one, and what was met a thin line. The strip tells it without colours, and where the value is no number it
 * stands alone.
 */
final class Sparkline {

    private static final double STRIP = 6;
    private static final double PAD = 2;

    private final List<Trace.Point> points;
    private final Trace trace;
    private final Objective objective;
    private final double width;
    private final double height;
    private final double low;
    private final double high;

    /** @param width and height in pixels, when it is not scaled */
    Sparkline(Trace trace, Objective objective, double width, double height) {
        this.points = trace.points();
        this.trace = trace;
        this.objective = objective;
        this.width = width;
        this.height = height;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Trace.Point point : points) {
            if (!Double.isNaN(point.value())) {
                least = Math.min(least, point.value());
                most = Math.max(most, point.value());
            }
        }
        double bound = objective.expect().threshold().orElse(Double.NaN);
        if (least <= most && !Double.isNaN(bound)) {
            least = Math.min(least, bound);
            most = Math.max(most, bound);
        }
        this.low = least;
        this.high = most;
    }

    Tag draw() {
        Tag svg = Tag.of("svg", "trace")
                .with("viewBox", "0 0 " + (int) width + " " + (int) height)
                .with("width", width)
                .with("height", height)
                .with("preserveAspectRatio", "none")
                .with("role", "img")
                .with("aria-label", said());
        if (low <= high) {
            objective
                    .expect()
                    .threshold()
                    .ifPresent(bound -> svg.add(Tag.of("path", "bound")
                            .with("d", String.format(Locale.ROOT, "M0 %.1fH%.0f", y(bound), width))));
            svg.add(Tag.of("path", "values").with("d", line()));
        }
        return svg.add(strip());
    }

    private double x(int place) {
        return width * place / Trace.POINTS;
    }

    private double y(double value) {
        double room = height - STRIP - 2 * PAD;
        double part = high > low ? (value - low) / (high - low) : 0;
        return PAD + room * (1 - part);
    }

    private String line() {
        StringBuilder path = new StringBuilder();
        boolean drawn = false;
        for (int i = 0; i < points.size(); i++) {
            double value = points.get(i).value();
            if (Double.isNaN(value)) {
                drawn = false;
                continue;
            }
            path.append(String.format(Locale.ROOT, drawn ? "L%.1f %.1f" : "M%.1f %.1f", x(i), y(value)));
            path.append(String.format(Locale.ROOT, "H%.1f", x(i + 1)));
            drawn = true;
        }
        return path.toString();
    }

    /** A block for each run of stretches with the same outcome. */
    private Tag strip() {
        Tag strip = Tag.of("g");
        int first = 0;
        for (int i = 1; i <= points.size(); i++) {
            if (i == points.size()
                    || !points.get(i).outcome().equals(points.get(first).outcome())) {
                Optional<Outcome> outcome = points.get(first).outcome();
                int from = first;
                int to = i;
                outcome.ifPresent(one -> strip.add(block(one, from, to)));
                first = i;
            }
        }
        return strip;
    }

    private Tag block(Outcome outcome, int from, int to) {
        double tall = switch (outcome) {
            case MISSED -> STRIP;
            case UNKNOWN -> STRIP / 2;
            case MET, IDLE -> 1;
        };
        return Tag.of("rect", Tone.of(outcome).styled())
                .with("x", x(from))
                .with("y", height - tall)
                .with("width", x(to) - x(from))
                .with("height", tall);
    }

    private String said() {
        long missed = count(Outcome.MISSED);
        long unknown = count(Outcome.UNKNOWN);
        long seen = points.stream().filter(point -> point.outcome().isPresent()).count();
        return "the last " + Durations.rough(trace.span()) + ": of " + seen + " stretches " + missed + " missed, "
                + unknown + " not known. " + range();
    }

    /** Between which values it lies; empty where there are no numbers. */
    String range() {
        DoubleSummaryStatistics values = points.stream()
                .mapToDouble(Trace.Point::value)
                .filter(value -> !Double.isNaN(value))
                .summaryStatistics();
        return values.getCount() == 0
                ? ""
                : "From " + shown(values.getMin()) + " to " + shown(values.getMax()) + ", expected "
                        + objective.expect().text() + ".";
    }

    private String shown(double value) {
        return Shown.value(Value.of(value), objective.expect());
    }

    private long count(Outcome outcome) {
        return points.stream()
                .filter(point -> point.outcome().equals(Optional.of(outcome)))
                .count();
    }
}
