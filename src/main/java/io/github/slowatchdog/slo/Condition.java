package io.github.slowatchdog.slo;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** When an objective is applicable at all; while it does not hold, the objective is idle (SPEC 2, {@code when}). */
public sealed interface Condition {

    /** What must be measured to know whether it holds; empty if the time alone tells. */
    default Optional<Indicator> indicator() {
        return Optional.empty();
    }

    /** Whether it holds by this answer to {@link #indicator}, which is not a failure. */
    default boolean holdsBy(Measurement answer) {
        return true;
    }

    /** Holds while the expression returns any value that is neither 0 nor NaN. */
    record WhenExpr(String promql) implements Condition {
        @Override
        public Optional<Indicator> indicator() {
            return Optional.of(new Indicator.Expr(promql));
        }

        @Override
        public boolean holdsBy(Measurement answer) {
            return answer instanceof Measurement.Vector vector
                    && vector.elements().stream()
                            .anyMatch(element -> element.value() != 0 && !Double.isNaN(element.value()));
        }
    }

    /** Holds while the probed value is as expected. */
    record WhenProbe(Indicator.Probe probe, Expectation expect) implements Condition {
        @Override
        public Optional<Indicator> indicator() {
            return Optional.of(probe);
        }

        @Override
        public boolean holdsBy(Measurement answer) {
            return answer instanceof Measurement.Found found && expect.isMetBy(found.value());
        }
    }

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
