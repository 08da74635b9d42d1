package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.BurnPair;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.ErrorBudget;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Objective;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * When what happens in a made-up story of an objective.
 *
 * @param scrape how far apart samples are
 * @param first the first sample, before the begin
 * @param turn when what was good so far turns bad
 * @param end when that must have been seen
 */
record Pace(Instant begin, Duration scrape, Instant first, Instant turn, Instant end) {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BASELINE = Duration.ofMinutes(5);

    /** Long enough for the objective to be judged, and then for what it waits for. */
    static Pace of(Objective objective, Duration interval) {
        Duration window = window(objective.indicator()).orElse(Duration.ZERO);
        boolean fine = !window.isZero() && window.compareTo(MINUTE) < 0;
        Duration scrape = Duration.ofSeconds(fine ? 1 : 5);
        Duration some = interval.multipliedBy(10).plus(MINUTE);
        Instant begin = begin(objective);
        Instant turn = begin.plus(whole(window.plus(some), scrape));
        return new Pace(
                begin,
                scrape,
                begin.minus(BASELINE),
                turn,
                turn.plus(whole(window.plus(objective.hold()).plus(some), scrape)));
    }

    private static Duration whole(Duration length, Duration scrape) {
        return scrape.multipliedBy(length.toMillis() / scrape.toMillis() + 1);
    }

    /** The window over which it looks back; of several the one after which all bad is seen. */
    static Optional<Duration> window(Indicator indicator) {
        if (indicator instanceof Indicator.Burn burn) {
            ErrorBudget budget = burn.budget();
            return budget.pairs().stream()
                    .filter(pair -> pair.rate() < budget.fastest())
                    .map(BurnPair::lasting)
                    .min(Duration::compareTo)
                    .or(() -> Optional.of(budget.period()));
        }
        return indicator instanceof Indicator.Count count
                ? count.window()
                : indicator instanceof Indicator.Changes changes
                        ? changes.window()
                        : indicator instanceof Indicator.Ratio ratio ? Optional.of(ratio.window()) : Optional.empty();
    }

    /** At the time of day at which it begins to apply; midnight of the second day of Unix time where it always does. */
    private static Instant begin(Objective objective) {
        LocalTime time = objective
                .when()
                .filter(Condition.WhenUtc.class::isInstance)
                .map(Condition.WhenUtc.class::cast)
                .map(utc -> utc.negated() ? utc.to() : utc.from())
                .orElse(LocalTime.MIDNIGHT);
        return Instant.EPOCH.plus(Duration.ofDays(1)).plusSeconds(time.toSecondOfDay());
    }

    /** The same at another time. */
    Pace later(Duration by) {
        return new Pace(begin.plus(by), scrape, first.plus(by), turn.plus(by), end.plus(by));
    }

    /** A sample at each scrape; none where there is no value. */
    WrittenSeries series(Labels labels, Function<Instant, Optional<Double>> value) {
        List<WrittenSeries.Point> points = new ArrayList<>();
        for (Instant at = first; !at.isAfter(end); at = at.plus(scrape)) {
            Instant now = at;
            value.apply(at).ifPresent(number -> points.add(WrittenSeries.Point.of(now, number)));
        }
        return new WrittenSeries(labels, points);
    }

    /** How many scrapes there have been from the one time to the other; negative before. */
    long scrapes(Instant from, Instant to) {
        return Math.floorDiv(Duration.between(from, to).toMillis(), scrape.toMillis());
    }
}
