package io.github.slowatchdog.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The moments at which a stretch of time is judged afterwards: evenly apart, after what has been read before and before now,
 * which is judged by itself. In whole milliseconds, as stores count.
 *
 * @param from the first moment is told of samples from here on: before {@code since} where earlier answers were incomplete
 * @param since what has been read before ends here
 * @param now the newest moment there is
 * @param step how far apart; at least a millisecond
 */
public record Grid(Instant from, Instant since, Instant now, Duration step) {

    /** More moments than this would keep the loop from what happens now. */
    public static final int MOST = 2_000;

    public Grid {
        if (step.toMillis() < 1) {
            throw new IllegalArgumentException("a step must be at least a millisecond");
        }
    }

    /** The same where nothing is missing from what has been read before. */
    public Grid(Instant since, Instant now, Duration step) {
        this(since, since, now, step);
    }

    /** The same stretch, with as many moments as asked for, or fewer. */
    public Grid atMost(int moments) {
        long needed = Math.max(0, Duration.between(since, now).toMillis()) / Math.max(1, moments) + 1;
        return needed <= step.toMillis() ? this : new Grid(from, since, now, Duration.ofMillis(needed));
    }

    /**
     * What is told at one moment: the time after the moment before it, and up to it.
     *
     * @param isNewest whether it is the stretch that ends now, with all that is left
     */
    public record Stretch(Instant after, Instant upTo, boolean isNewest) {}

    /** The stretches that the moments and now cut this time into, oldest first; together they leave nothing out. At least one. */
    public List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        Instant after = from;
        for (Instant moment : moments()) {
            stretches.add(new Stretch(after, moment, false));
            after = moment;
        }
        stretches.add(new Stretch(after, now, true));
        return stretches;
    }

    /** The moments before now, oldest first. */
    public List<Instant> moments() {
        long millis = Duration.between(since, now).toMillis();
        return LongStream.rangeClosed(1, Math.max(0, (millis - 1) / step.toMillis()))
                .mapToObj(this::moment)
                .toList();
    }

    /** The {@code n}th moment; the 0th is where the stretch begins. */
    public Instant moment(long n) {
        return Instant.ofEpochMilli(since.toEpochMilli() + n * step.toMillis());
    }
}
