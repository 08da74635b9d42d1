package io.github.slowatchdog.report;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One objective over the soak.
 *
 * @param verdict the newest
 * @param last value judged; empty if none was told of
 * @param worst value seen; empty likewise
 * @param total what was counted over the whole soak: events, or bad over all for a ratio; empty for other kinds
 * @param time by verdict, worst first
 * @param coverage share of the soak in which it was known, from 0 to 1; empty if the journal does not tell
 * @param measurements by outcome
 * @param reasons why it was unknown, and how often
 */
public record ObjectiveReport(
        String slo,
        String query,
        String expected,
        String onBreach,
        boolean shadow,
        String verdict,
        String last,
        String worst,
        String total,
        long breaches,
        Map<String, Duration> time,
        OptionalDouble coverage,
        Map<String, Long> measurements,
        Map<String, Long> reasons) {

    /** The time it had this verdict. */
    public Optional<Duration> timeIn(String word) {
        return Optional.ofNullable(time.get(word));
    }
}
