package io.github.slowatchdog.slo;

import java.util.Collection;
import java.util.Locale;

/**
 * The verdict of an objective. The order of the constants is the one severity order of the product, from best to worst
 * (SPEC 4); {@link #worse} and every comparison use it.
 */
public enum Verdict {
    /** The last measurement met the expectation. */
    PASS,
    /** Not applicable now. */
    IDLE,
    /** Not measured yet. */
    WAITING,
    /** Missed, for less than {@code for}. */
    PENDING,
    /** Unknown for {@code blind_after} or longer. */
    BLIND,
    /** Missed for {@code for} or longer. */
    BREACH;

    /** The worse of the two. */
    public Verdict worse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /**
     * The verdict of one lane more: of several lanes the worse counts, and blind only if every lane is blind (SPEC 4). To begin with:
     * {@link #BLIND}.
     */
    public Verdict withLane(Verdict lane) {
        if (lane == BLIND) {
            return this;
        }
        return this == BLIND ? lane : worse(lane);
    }

    /** The verdict of several lanes. */
    public static Verdict ofLanes(Collection<Verdict> lanes) {
        return lanes.stream().reduce(BLIND, Verdict::withLane);
    }

    /** Whether the soak clock must stand still: nothing is earned while waiting, pending or blind (SPEC 5). */
    public boolean pausesSoak() {
        return this == WAITING || this == PENDING || this == BLIND;
    }

    /** The lower-case word used in metrics and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
