package io.github.slowatchdog.sim;

import io.github.slowatchdog.stop.StopState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the oracle keeps of one process of a watchdog. Times in seconds. */
final class Heard {

    /** The order that it holds, and since when. */
    Optional<String> order = Optional.empty();

    /** The newest that it has held: an order that is adopted takes the place of its own. */
    Optional<String> held = Optional.empty();

    double orderSince;
    double changed;
    /** What it has shown and not yet had the time to decide on: when a page was answered, and how many events pages show. */
    final Deque<double[]> pages = new ArrayDeque<>();
    /** When an answer last told something of an objective, by the objective, and as of when the store answered last. */
    final Map<String, Double> told = new HashMap<>();

    double answeredAsOf = Double.NEGATIVE_INFINITY;
    /** When a page was shown last. */
    double shown = Double.NEGATIVE_INFINITY;
    /** Events up to which it has decided, by what the store and what pages show. */
    double decidedByStore;

    double decidedByPages;
    /** When an objective was last seen in breach, by any process of this watchdog. */
    final Map<String, Double> inBreach;
    /** Since when the state of its stop is what it is. */
    StopState state = StopState.CLEAR;

    double stateSince;
    double flagWritten = Double.NaN;
    /** Whether its soak has passed, and when that was told, if to this process. */
    boolean passed;

    double passedAt = Double.NEGATIVE_INFINITY;

    Heard(Map<String, Double> inBreach) {
        this.inBreach = inBreach;
    }

    void holds(String id, double now) {
        order = Optional.of(id);
        held = order;
        orderSince = now;
        changed = now;
    }
}
