package io.github.slowatchdog.slo;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** When an objective is applicable at all; while it does not hold, the objective is idle (SPEC 2, {@code when}). */
public sealed interface Condition {

    /** Holds while the expression returns any value that is neither 0 nor NaN. */
    record WhenExpr(String promql) implements Condition {}

    /** Holds while the probed value is as expected. */
    record WhenProbe(Indicator.Probe probe, Expectation expect) implements Condition {}

    /**
     * Holds by the time of day in UTC, from {@code from} (inclusive) to {@code to} (exclusive); may cross midnight.
     *
     * @param negated holds outside the time instead
     */
    record WhenUtc(LocalTime from, LocalTime to, boolean negated) implements Condition {

        public WhenUtc {
            if (from.equals(to)) {
                throw new IllegalArgumentException("the time of day must not start and end at the same minute");
            }
        }

        public boolean holdsAt(Instant instant) {
            LocalTime time = instant.atOffset(ZoneOffset.UTC).toLocalTime();
            boolean inside = from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
            return inside != negated;
        }
    }
}
