package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Target;
import io.github.slowatchdog.slo.Targets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When to ask a lane, so that its answer holds new samples: just after the next scrape can be seen, and never before (SPEC 3.4).
 *
 * <p>When a process is scraped next follows from the times of its samples ({@link Targets#expected}), how long it takes until that can
 * be seen from the questions asked so far ({@link Delay}). Each process is asked for after its own scrape, once an interval; those that
 * are scraped at about the same time by one question. One that came too early, or that failed, is asked again after pauses that double.
 * Without a rhythm to go by, the interval of the group alone counts.
 */
final class Rhythm {

    /** The first pause after a question that came too early. */
    private static final Duration AGAIN = Duration.ofMillis(8);

    /** A sample that is not there after these, half a second in all, has been missed for all we know. */
    private static final int RETRIES = 6;

    /** Processes scraped within so much time are waited for together. */
    private static final Duration TOGETHER = Duration.ofMillis(10);

    /** So many questions in an interval at most, however many processes there are. */
    private static final int MOST = 4;

    /** A timer may fire so much early. */
    private static final Duration EARLY = Duration.ofMillis(3);

    private final Targets targets;
    private final Delays delays;
    private List<Awaited> awaited = List.of();
    private int retries;

    /** @param delays shared by all groups of the lane */
    Rhythm(Targets targets, Delays delays) {
        this.targets = targets;
        this.delays = delays;
    }

    /** A sample that a question is for. */
    private static final class Awaited {
        private final Targets.Expected sample;
        /** How long after its time it was asked for in vain. */
        private Optional<Duration> missed = Optional.empty();

        Awaited(Targets.Expected sample) {
            this.sample = sample;
        }
    }

    /**
     * When to ask next.
     *
     * @param asked when the last question was asked
     * @param now when it has been answered
     * @param interval how often the group wants to be measured
     */
    Instant next(Instant asked, Instant now, Duration interval) {
        // a clock that has been set back meanwhile must not make the next question far off
        Instant began = asked.isAfter(now) ? now : asked;
        awaited = awaited.stream().filter(one -> !isSeen(one, began)).toList();
        // once the next one is due there is no point in being quick about this one
        boolean worthwhile =
                awaited.stream().anyMatch(one -> now.isBefore(one.sample.at().plus(one.sample.spacing())));
        if (worthwhile && retries < RETRIES) {
            return latest(now, began.plus(AGAIN.multipliedBy(1L << retries++)));
        }
        awaited.forEach(one ->
                one.missed.ifPresent(offset -> delays.of(one.sample.target()).lost(one.sample.at(), offset)));
        retries = 0;
        return plan(began, now, interval);
    }

    /**
     * When to ask next after a question that failed, which tells nothing of how long samples take: soon at first, for a connection that
     * was lost, then after as long as it has gone on; in an outage no more often than the interval.
     *
     * @param since when the first question failed, of whatever group
     */
    Instant afterFailure(Instant since, Instant asked, Instant now, Duration interval) {
        awaited = List.of();
        retries = 0;
        Instant began = asked.isAfter(now) ? now : asked;
        Instant again = latest(began.plus(AGAIN), began.plus(Duration.between(since, began)));
        Instant onTime = began.plus(interval);
        return latest(now, again.isBefore(onTime) ? again : onTime);
    }

    /** Whether it was in the answer; what that tells of how long it takes is learned. */
    private boolean isSeen(Awaited one, Instant began) {
        Targets.Expected sample = one.sample;
        Delay delay = delays.of(sample.target());
        Instant newest = targets.newestUp(sample.target());
        Duration offset = Duration.between(sample.at(), began);
        if (newest.isBefore(sample.at().minus(sample.spacing().dividedBy(2)))) {
            delay.newest(newest, sample.spacing());
            one.missed = Optional.of(offset);
            return false;
        }
        one.missed.ifPresentOrElse(
                missed -> delay.tooEarly(sample.at(), missed, offset), () -> delay.inTime(sample.at(), offset));
        return true;
    }

    private Instant plan(Instant began, Instant now, Duration interval) {
        List<Targets.Expected> expected = targets.expected(target -> readUpTo(target, began), interval);
        Optional<Instant> soonest = expected.stream().map(this::visible).min(Comparator.naturalOrder());
        if (soonest.isEmpty()) {
            awaited = List.of();
            return latest(now, began.plus(interval));
        }
        Instant first = latest(latest(now, began.plus(interval.dividedBy(MOST))), soonest.get());
        Instant last = first.plus(TOGETHER);
        List<Targets.Expected> together =
                expected.stream().filter(one -> !visible(one).isAfter(last)).toList();
        awaited = together.stream().map(Awaited::new).toList();
        return together.stream().map(this::visible).reduce(first, Rhythm::latest);
    }

    /** Up to which time a question asked then has read the samples of a process. */
    private Instant readUpTo(Target target, Instant began) {
        Instant visible = began.minus(delays.of(target).length()).plus(EARLY);
        Instant newest = targets.newestUp(target);
        return newest.isAfter(began) ? visible : latest(visible, newest);
    }

    private Instant visible(Targets.Expected sample) {
        return sample.at().plus(delays.of(sample.target()).length());
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
