package io.github.slowatchdog.slo;

import java.time.Instant;

/**
 * One value to be judged, with where and when it was.
 *
 * @param labels the series; {@link Labels#NONE} for a total over several
 * @param at the time of the sample; for a count, of its newest event, or of the newest sample where there was none
 * @param fresh whether something of it was not known before: a new sample, or, for a count, a new event
 */
public record Judged(Labels labels, Instant at, Value value, boolean fresh) {

    public Judged(Labels labels, Instant at, Value value) {
        this(labels, at, value, true);
    }

    /** The same value, judged once more for want of a newer one. */
    Judged again() {
        return fresh ? new Judged(labels, at, value, false) : this;
    }

    /** The same of another time. */
    Judged at(Instant other) {
        return new Judged(labels, other, value, fresh);
    }

    /** Whether it says the same, whenever that was. */
    boolean saysAs(Judged other) {
        return fresh == other.fresh && value.equals(other.value) && labels.equals(other.labels);
    }
}
