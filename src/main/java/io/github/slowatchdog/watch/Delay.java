package io.github.slowatchdog.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long after its time a sample of one process can be seen: the scrape has to end, and be stored. Learned from the questions
 * themselves, so that it holds for any store, and for one whose clock is not ours (it may be less than 0).
 *
 * <p>A question in time makes it shorter by a little, one that was too early makes it longer by more: about one of fifteen is too early.
 * After a row of questions in time the steps grow, so that a long delay that is no longer needed is soon forgotten; one sample that was
 * late is an exception, a second one in a row the new rule. Confined to the loop.
 */
final class Delay {

    /** Short: what is too short is found out with the next sample, what is too long only after many. */
    static final Duration FIRST = Duration.ofMillis(8);

    private static final Duration SHORTEST = Duration.ofSeconds(-2);
    private static final Duration LONGER = Duration.ofMillis(5);
    private static final Duration FINEST = Duration.ofNanos(250_000);
    private static final Duration COARSEST = Duration.ofMillis(16);
    /** After so many in time the step doubles. */
    private static final int ROW = 8;
    /** Asked later than meant by more than this, a question does not tell whether an earlier one would have done. */
    private static final Duration PUNCTUAL = Duration.ofMillis(3);

    private Duration length = FIRST;
    private Duration step = FINEST;
    /** In a row. */
    private int inTime = 1;

    private Duration neededBefore = FIRST;
    private Instant learnedFrom = Instant.MIN;
    private Optional<Missed> missing = Optional.empty();

    private record Missed(Instant sample, Duration asked) {}

    Duration length() {
        return length;
    }

    /** The first question for a sample, asked so long after its time, has found it. */
    void inTime(Instant sample, Duration asked) {
        if (!isNew(sample)) {
            return;
        }
        inTime++;
        if (asked.compareTo(length.plus(PUNCTUAL)) <= 0) {
            if (inTime % ROW == 0) {
                step = shorter(step.multipliedBy(2), COARSEST);
            }
            length = longer(length.minus(step), SHORTEST);
        }
    }

    /** A question for a sample was too early, and a later one has found it. */
    void tooEarly(Instant sample, Duration missed, Duration found) {
        if (isNew(sample)) {
            lengthen(shorter(length.plus(LONGER), found), missed.plus(found).dividedBy(2));
        }
    }

    /** The last question for a sample was still too early. */
    void lost(Instant sample, Duration asked) {
        missing = Optional.of(new Missed(sample, asked));
    }

    /** The newest sample that can be seen now: one that was given up may have come after all. */
    void newest(Instant newest, Duration spacing) {
        Optional<Missed> came =
                missing.filter(lost -> !newest.isBefore(lost.sample().minus(spacing.dividedBy(2))));
        if (came.isPresent()) {
            missing = Optional.empty();
            Missed lost = came.get();
            // the sample after it tells nothing of when it came, or whether it did
            if (newest.isBefore(lost.sample().plus(spacing.dividedBy(2))) && isNew(lost.sample())) {
                lengthen(length.plus(LONGER), lost.asked());
            }
        }
    }

    /**
     * @param once as an exception
     * @param needed as a rule, as far as the sample before was as late
     */
    private void lengthen(Duration once, Duration needed) {
        length = inTime > 0 ? once : longer(once, shorter(needed, neededBefore));
        neededBefore = needed;
        inTime = 0;
        step = FINEST;
    }

    /** Several groups ask for the same sample; the first to know teaches. */
    private boolean isNew(Instant sample) {
        boolean isNew = sample.isAfter(learnedFrom);
        learnedFrom = isNew ? sample : learnedFrom;
        return isNew;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
