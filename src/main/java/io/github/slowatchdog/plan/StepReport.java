package io.github.slowatchdog.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a step came out, with its evidence; nothing secret in it.
 *
 * @param kind the key of the step in the plan
 * @param why one line for a person
 * @param tries how often it was made
 * @param request what was asked, run or read; empty for a step that was not run
 * @param answer what came of it, in short
 * @param values what was found, as text, by name
 */
public record StepReport(
        Part part,
        String name,
        String kind,
        StepVerdict verdict,
        boolean require,
        boolean shadow,
        String why,
        Instant began,
        Duration took,
        int tries,
        String request,
        String answer,
        List<Check> checks,
        SortedMap<String, String> values) {

    /** Where in the plan it stands. */
    public enum Part {
        STEPS,
        ON_FAILURE,
        FINALLY
    }

    public StepReport {
        checks = List.copyOf(checks);
        values = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Whether it is one of the M of "N/M checks passed": it was to be made, and says yes or no. */
    public boolean counts() {
        return !shadow
                && switch (verdict) {
                    case PASS, FAIL, INCONCLUSIVE, DEFERRED, NOT_RUN -> !kind.equals("wait");
                    case SKIPPED, DONE -> false;
                };
    }

    /** Whether it makes the plan worse than it was. */
    boolean is(StepVerdict what) {
        return !shadow && verdict == what;
    }
}
