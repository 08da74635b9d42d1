package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Place;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An indicator that the configuration asks for, whatever for: an objective, its condition, the proof of a stop, what a soak requires.
 *
 * @param spot where its keys stand
 * @param expect what is expected of it; empty for a condition that only has to be true, or a build
 * @param emptyIsFine whether no data is no trouble: {@code no_data: met}, {@code expect: absent}, or events that are still to come
 * @param guarded whether it is judged only while a condition on measured values holds
 * @param interval how often it is measured; empty where nothing depends on it
 * @param stops whether a breach orders a stop
 */
public record Asked(
        Spot spot,
        Indicator indicator,
        Optional<Expectation> expect,
        List<Lane> lanes,
        boolean emptyIsFine,
        boolean guarded,
        Optional<Interval> interval,
        boolean stops) {

    public Asked {
        lanes = List.copyOf(lanes);
    }

    /** Finds the place of a key of it, such as {@code ratio, bad}. */
    @FunctionalInterface
    public interface Spot {
        Place of(String... keys);
    }

    /** How often a group is measured, and where that is said. */
    public record Interval(Duration every, Place place) {}

    /** Where the indicator itself stands. */
    Place place() {
        return spot.of(indicator.kind());
    }

    /** Where the selector stands that is the n-th of the indicator. */
    Place selector(int n) {
        if (indicator instanceof Indicator.Division) {
            return spot.of("ratio", n == 0 ? "bad" : "total");
        }
        return indicator instanceof Indicator.State
                ? spot.of("state", "metric")
                : indicator instanceof Indicator.Changes changes
                                && changes.stateLabel().isPresent()
                        ? spot.of("changes", "state")
                        : place();
    }

    /** The window that it counts in, if it has one; of several the shortest. */
    Optional<Duration> window() {
        if (indicator instanceof Indicator.Burn burn) {
            return Optional.of(burn.budget().windows().get(0));
        }
        return indicator.countsWithin();
    }

    /** Where that window stands. */
    Place windowPlace() {
        return indicator instanceof Indicator.Division
                ? spot.of("ratio", indicator instanceof Indicator.Ratio ? "window" : "burn")
                : spot.of("window");
    }

    boolean isOn(Lane lane) {
        return lanes.contains(lane);
    }
}
