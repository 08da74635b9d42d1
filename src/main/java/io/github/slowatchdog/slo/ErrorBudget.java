package io.github.slowatchdog.slo;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many events may be bad, and how fast they may come. The alerts are those of the SRE workbook (chapter 5, "Multiwindow,
 * Multi-Burn-Rate Alerts"), which are made for 30 days, scaled to the length of the soak: each long window keeps its share of the
 * budget.
 *
 * @param objective as it was written, such as {@code 99.5%}
 * @param allowed the share of events that may be bad; between 0 and 1, both excluded
 * @param period for which the budget is
 * @param minBadEvents with fewer bad events in the long window nothing burns; at least 1
 * @param pairs at least one
 */
public record ErrorBudget(String objective, double allowed, Duration period, long minBadEvents, List<BurnPair> pairs) {

    /** What is judged is how far the worst of everything is from its limit: above 1 is too much. */
    public static final Expectation EXPECTED = Expectation.parse("<= 1");

    /** No window is shorter, unless it is said: there must be a few samples in it. */
    public static final Duration SHORTEST = Duration.ofMinutes(1);

    /** For 30 days: 14.4 over 1h and 5m is 2 % of the budget, 6 over 6h and 30m is 5 %, 1 over 3d and 6h is 10 %. */
    private static final Duration MONTH = Duration.ofDays(30);

    private static final List<BurnPair> OF_A_MONTH = List.of(
            new BurnPair(14.4, Duration.ofHours(1), Duration.ofMinutes(5)),
            new BurnPair(6, Duration.ofHours(6), Duration.ofMinutes(30)),
            new BurnPair(1, Duration.ofDays(3), Duration.ofHours(6)));

    public ErrorBudget {
        pairs = List.copyOf(pairs);
        if (!(allowed > 0 && allowed < 1)) {
            throw new IllegalArgumentException("the share of bad events must be between 0 and 1");
        }
        if (minBadEvents < 1 || pairs.isEmpty()) {
            throw new IllegalArgumentException(
                    "min_bad_events must be at least 1, and so must be the pairs of windows");
        }
    }

    /**
     * The pairs of windows for a budget of this length. One that has the windows of another, and a higher rate, is left out.
     *
     * @param shortest no window is shorter than this, or than the period, if that is shorter still
     */
    public static List<BurnPair> pairs(Duration period, Duration shortest) {
        Duration least = shortest.compareTo(period) < 0 ? shortest : period;
        List<BurnPair> scaled = OF_A_MONTH.stream()
                .map(pair -> new BurnPair(
                        pair.rate(), scaled(pair.lasting(), period, least), scaled(pair.recent(), period, least)))
                .toList();
        return scaled.stream()
                .filter(pair -> scaled.stream().noneMatch(other -> other.covers(pair)))
                .toList();
    }

    private static Duration scaled(Duration window, Duration period, Duration least) {
        Duration scaled = period.dividedBy(MONTH.dividedBy(window));
        return scaled.compareTo(least) < 0 ? least : scaled.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    /** Every window, the shortest first, each once. */
    public List<Duration> windows() {
        return pairs.stream()
                .flatMap(pair -> Stream.of(pair.lasting(), pair.recent()))
                .distinct()
                .sorted()
                .toList();
    }

    /** How many times as fast as allowed so many bad events of all use the budget up; 0 without any. */
    double burn(double bad, double all) {
        return all > 0 ? bad / all / allowed : 0;
    }

    /** The highest rate there can be: every event is bad. */
    public double fastest() {
        return 1 / allowed;
    }
}
