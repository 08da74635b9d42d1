package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is judged at one moment. An answer is usually one slice, of now; after an outage it is one for each moment since.
 *
 * @param holds whether the condition of the objective held then
 */
record Slice(Measurement measurement, boolean holds) {

    /**
     * Joins each measurement with what was known of the condition then. Not knowing whether it applied is not knowing: nothing
     * is taken in of that moment, the samples wait for the next.
     *
     * @param data oldest first
     * @param condition oldest first; may have been measured at fewer moments
     */
    static List<Slice> of(List<Measurement> data, Optional<Condition> when, List<Measurement> condition) {
        if (data.size() == 1 && condition.isEmpty()) {
            return List.of(new Slice(data.get(0), true));
        }
        List<Slice> slices = new ArrayList<>();
        int next = 0;
        Optional<Measurement> known = Optional.empty();
        for (Measurement measurement : data) {
            while (next < condition.size() && !condition.get(next).at().isAfter(measurement.at())) {
                known = Optional.of(condition.get(next++));
            }
            slices.add(slice(measurement, when, condition.isEmpty(), known));
        }
        return slices;
    }

    private static Slice slice(
            Measurement measurement, Optional<Condition> when, boolean always, Optional<Measurement> condition) {
        if (always) {
            return new Slice(measurement, true);
        }
        if (condition.isEmpty()) {
            return failed(measurement, Reason.UNAVAILABLE, "it is not known whether it held then");
        }
        return condition.get() instanceof Measurement.Failure failure
                ? failed(measurement, failure.reason(), failure.detail())
                : new Slice(
                        measurement,
                        when.map(one -> one.holdsBy(condition.get())).orElse(true));
    }

    private static Slice failed(Measurement measurement, Reason reason, String detail) {
        return new Slice(new Measurement.Failure(measurement.at(), reason, "condition: " + detail), true);
    }

    /** Whether something of the past is missing that asking again may bring. */
    static boolean isWorthAskingAgain(List<Slice> slices) {
        return slices.subList(0, slices.size() - 1).stream()
                .anyMatch(slice -> slice.measurement() instanceof Measurement.Failure failure
                        && failure.reason() != Reason.UNAVAILABLE);
    }
}
