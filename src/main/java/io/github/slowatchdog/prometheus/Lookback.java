package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.slo.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * How far back a read of raw samples goes: to what has been read, and then some.
 *
 * <p>The overlap is for samples that become visible late: a scrape is stored some time after its timestamp, and two scrapes back is
 * as late as is usual. It also covers that ranges of Prometheus 3 leave out a sample exactly at their beginning. Since the
 * server ends the range at its own now, not at ours, its clock may be ahead by the skew allowed, and it may get to the question as
 * late as the deadline; both are added. Reading a sample twice does no harm.
 */
final class Lookback {

    /** A longer catch-up reads the last six hours only; what is older has to count as not watched. */
    static final Duration LONGEST = Duration.ofHours(6);

    private static final Duration LEAST = Duration.ofSeconds(5);

    private final Duration most;
    private final Duration slack;
    private volatile Duration overlap;

    /**
     * @param most the longest overlap, which is also used until the scrape interval is known
     * @param slack how much later than ours the server's now may be
     */
    Lookback(Duration most, Duration slack) {
        this.most = most;
        this.slack = slack;
        this.overlap = longer(most, LEAST);
    }

    /** Learns the scrape interval from {@code up} series: that of the slowest target, gaps left out. */
    void learn(List<Series> ups) {
        long slowest = ups.stream().mapToLong(Lookback::medianGap).max().orElse(0);
        if (slowest > 0) {
            Duration two = Duration.ofMillis(2 * slowest);
            overlap = longer(two.compareTo(most) > 0 ? most : two, LEAST);
        }
    }

    Duration overlap() {
        return overlap;
    }

    /** The range to ask for, in whole seconds, so that objectives measured together ask the same question. */
    Duration range(Instant since, Instant now) {
        boolean tooLong = since.isBefore(now.minus(LONGEST));
        Duration missing = tooLong ? LONGEST : longer(Duration.between(since, now), Duration.ZERO);
        Duration all = missing.plus(overlap).plus(slack);
        Duration bounded = all.compareTo(LONGEST) > 0 ? LONGEST : all;
        return Duration.ofSeconds((bounded.toMillis() + 999) / 1000);
    }

    /** The earliest time of which a read at this time tells everything. */
    Instant reach(Instant now) {
        return now.minus(LONGEST).plus(overlap).plus(slack);
    }

    private static long medianGap(Series up) {
        if (up.size() < 2) {
            return 0;
        }
        long[] gaps = new long[up.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = Duration.between(up.at(i), up.at(i + 1)).toMillis();
        }
        Arrays.sort(gaps);
        return gaps[gaps.length / 2];
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
