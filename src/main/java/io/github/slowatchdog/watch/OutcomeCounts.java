package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Outcome;

/** How many measurements had each outcome. Immutable, and small: there is one for each objective on each lane. */
public record OutcomeCounts(long met, long missed, long unknown, long idle) {

    /** Nothing has been measured yet. */
    public static final OutcomeCounts NONE = new OutcomeCounts(0, 0, 0, 0);

    public long of(Outcome outcome) {
        return switch (outcome) {
            case MET -> met;
            case MISSED -> missed;
            case UNKNOWN -> unknown;
            case IDLE -> idle;
        };
    }

    OutcomeCounts and(Outcome outcome) {
        return switch (outcome) {
            case MET -> new OutcomeCounts(met + 1, missed, unknown, idle);
            case MISSED -> new OutcomeCounts(met, missed + 1, unknown, idle);
            case UNKNOWN -> new OutcomeCounts(met, missed, unknown + 1, idle);
            case IDLE -> new OutcomeCounts(met, missed, unknown, idle + 1);
        };
    }

    /** How many measurements there were. */
    public long all() {
        return met + missed + unknown + idle;
    }
}
