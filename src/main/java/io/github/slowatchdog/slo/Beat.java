package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rhythm in which a process is scraped, learned from the times of its newest scrapes.
 *
 * <p>A server scrapes by a clock that ticks evenly, but a single scrape may begin late, or be missed. So the distance is the median of
 * those of the last scrapes, as far back as they keep one rhythm, and the phase is the median of where these scrapes put it: one that
 * was late moves neither, and a clock that drifts is followed.
 *
 * @param anchor a time at which a scrape is due, near the newest one
 * @param spacing how far apart they are; more than 0
 */
record Beat(Instant anchor, Duration spacing) {

    /** As many distances are looked at. */
    static final int LEARNED_FROM = 8;

    /** So many in a row may have been missed without the rhythm being another one. */
    private static final int MISSED = 3;

    /** The rhythm of the first {@code n} scrapes; empty before two. */
    static Optional<Beat> of(Scrapes scrapes, int n) {
        if (n < 2) {
            return Optional.empty();
        }
        long about = about(scrapes, n);
        int first = first(scrapes, n, about);
        if (first == n) {
            return Optional.of(new Beat(scrapes.at(n), Duration.ofMillis(about)));
        }
        double[] spacings = new double[n - first];
        for (int i = first + 1; i <= n; i++) {
            spacings[i - first - 1] = (double) gap(scrapes, i) / steps(gap(scrapes, i), about);
        }
        double spacing = median(spacings);
        double[] ahead = new double[n - first + 1];
        long behind = 0;
        for (int i = n; i >= first; i--) {
            ahead[i - first] = behind * spacing - millis(scrapes.at(i), scrapes.at(n));
            behind += i > first ? steps(gap(scrapes, i), about) : 0;
        }
        return Optional.of(new Beat(
                scrapes.at(n).plusNanos(Math.round(median(ahead) * 1e6)),
                Duration.ofNanos(Math.max(1, Math.round(spacing * 1e6)))));
    }

    /** The last scrape that was due at or before a time. */
    Instant atOrBefore(Instant time) {
        long since = Duration.between(anchor, time).toNanos();
        return anchor.plusNanos(Math.floorDiv(since, spacing.toNanos()) * spacing.toNanos());
    }

    /**
     * Roughly how far apart they are: as they have been, if that explains the newest two distances together, since a scrape that began
     * late makes one longer and the next shorter. Otherwise the shorter of the two is the new rhythm: the longer may be an outage.
     */
    private static long about(Scrapes scrapes, int n) {
        if (n < 3) {
            return gap(scrapes, n);
        }
        double[] gaps = new double[Math.min(n - 1, LEARNED_FROM)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = gap(scrapes, n - i);
        }
        long usual = Math.round(median(gaps));
        long two = gap(scrapes, n) + gap(scrapes, n - 1);
        boolean goesOn = steps(two, usual) >= 2 && isOfRhythm(two, usual);
        return goesOn ? usual : Math.min(gap(scrapes, n), gap(scrapes, n - 1));
    }

    /** The scrape back to which the same rhythm was kept. */
    private static int first(Scrapes scrapes, int n, long spacing) {
        int first = n;
        while (first > 1 && n - first < LEARNED_FROM && isOfRhythm(gap(scrapes, first), spacing)) {
            first--;
        }
        return first;
    }

    private static boolean isOfRhythm(long gap, long spacing) {
        long steps = steps(gap, spacing);
        return steps <= MISSED + 1 && Math.abs(gap - steps * spacing) <= spacing / 8;
    }

    private static long steps(long gap, long spacing) {
        return Math.max(1, Math.round((double) gap / spacing));
    }

    private static long gap(Scrapes scrapes, int n) {
        return millis(scrapes.at(n - 1), scrapes.at(n));
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }
}
