package io.github.slowatchdog.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** A clock that goes on only when everything due has been done: steps in the order of their times, of equal ones in that of asking. */
final class VirtualTime implements InstantSource, LongSupplier {

    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    /** What is due at once, most of all there is: after what was asked earlier for the same time. */
    private final Deque<Step> atOnce = new ArrayDeque<>();

    private long nanos;
    private long asked;

    /** Who a step belongs to: one that is dead takes none any more, one that is frozen takes them later. */
    static class Owner {
        boolean dead;
        long frozenUntil;
    }

    private record Step(long at, long number, Owner owner, Runnable work) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(nanos);
    }

    @Override
    public long getAsLong() {
        return nanos;
    }

    double seconds() {
        return nanos / 1e9;
    }

    void after(Duration delay, Owner owner, Runnable work) {
        after(delay.toNanos(), owner, work);
    }

    void after(long delay, Owner owner, Runnable work) {
        Step step = new Step(nanos + Math.max(0, delay), asked++, owner, work);
        if (step.at == nanos) {
            atOnce.addLast(step);
        } else {
            steps.add(step);
        }
    }

    private boolean isDue(long end) {
        return !atOnce.isEmpty() || (!steps.isEmpty() && steps.peek().at <= end);
    }

    private Step next() {
        boolean waited = atOnce.isEmpty() || (!steps.isEmpty() && steps.peek().compareTo(atOnce.getFirst()) < 0);
        return waited ? steps.remove() : atOnce.removeFirst();
    }

    /** Does everything that is due up to this second; also in the middle of a step that waits. */
    void runUntil(double second) {
        long end = Math.round(second * 1e9);
        while (isDue(end)) {
            Step step = next();
            nanos = step.at;
            if (step.owner.dead) {
                continue;
            }
            if (step.owner.frozenUntil > nanos) {
                steps.add(new Step(step.owner.frozenUntil, step.number, step.owner, step.work));
            } else {
                step.work.run();
            }
        }
        nanos = Math.max(nanos, end);
    }
}
