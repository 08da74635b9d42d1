package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.promql.Expression;
import io.github.slowatchdog.slo.Indicator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Windows against the interval of the group. */
final class WindowLints {

    private WindowLints() {}

    static List<Finding> of(Asked asked) {
        return asked.interval()
                .flatMap(interval -> shortest(asked)
                        .filter(window -> window.compareTo(interval.every()) < 0)
                        .map(window -> tooShort(asked, window, interval)))
                .map(List::of)
                .orElse(List.of());
    }

    private static Finding tooShort(Asked asked, Duration window, Asked.Interval interval) {
        boolean inText = asked.indicator() instanceof Indicator.Expr;
        return new Finding(
                Code.WINDOW_SHORTER_THAN_INTERVAL,
                inText ? asked.place() : asked.windowPlace(),
                "a window of " + Durations.text(window) + " is looked at every " + Durations.text(interval.every())
                        + " ("
                        + interval.place() + "): "
                        + Math.max(1, window.toMillis() * 100 / interval.every().toMillis()) + " % of the time",
                "measure at least every " + Durations.text(window.dividedBy(2)) + ", or make the window longer");
    }

    /** The shortest window that it looks back over. */
    static Optional<Duration> shortest(Asked asked) {
        return asked.indicator() instanceof Indicator.Expr expr
                ? Expression.read(expr.promql()).stream()
                        .flatMap(WindowLints::ranges)
                        .min(Duration::compareTo)
                : asked.window();
    }

    /** Every range that samples are taken from. */
    static Stream<Duration> ranges(Expression expression) {
        return expression
                .all()
                .flatMap(part -> part instanceof Expression.Series series
                        ? series.range().stream()
                        : part instanceof Expression.Subquery subquery ? Stream.of(subquery.range()) : Stream.empty());
    }
}
