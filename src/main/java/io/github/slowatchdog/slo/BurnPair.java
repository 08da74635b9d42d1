package io.github.slowatchdog.slo;

import java.time.Duration;

/**
 * Two windows that are looked at together: the budget burns too fast if it does so over both. The long one says that it matters,
 * the short one that it still goes on.
 *
 * @param rate how many times as fast as the budget allows is too fast; above 0
 * @param lasting the long window
 * @param recent the short window; no longer than the long one
 */
public record BurnPair(double rate, Duration lasting, Duration recent) {

    public BurnPair {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("the rate must be above 0");
        }
        if (recent.compareTo(Duration.ZERO) <= 0 || lasting.compareTo(recent) < 0) {
            throw new IllegalArgumentException(
                    "the short window must be longer than 0, and not longer than the long one");
        }
    }

    /** Whether this one fires at the latest when the other does. */
    boolean covers(BurnPair other) {
        return lasting.equals(other.lasting) && recent.equals(other.recent) && rate < other.rate;
    }

    /** For people: {@code 2m and 1m}. */
    String windows() {
        return lasting.equals(recent) ? Spans.text(lasting) : Spans.text(lasting) + " and " + Spans.text(recent);
    }
}
