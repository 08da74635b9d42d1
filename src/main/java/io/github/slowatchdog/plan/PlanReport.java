package io.github.slowatchdog.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a plan came out, dated, with the evidence of each step; nothing secret in it.
 *
 * @param environment where it ran, if that was told
 * @param vars in the order of the plan, without what came from the environment
 * @param why what decided it, one line each; empty for a pass
 * @param health what this run was in a deployment, and the one before it
 */
public record PlanReport(
        String name,
        String file,
        Optional<String> summary,
        Optional<String> environment,
        Map<String, String> vars,
        Instant began,
        Duration took,
        PlanVerdict verdict,
        List<String> why,
        List<StepReport> steps,
        Deployment deployment,
        Optional<HealthCheck> health) {

    public PlanReport {
        why = List.copyOf(why);
        steps = List.copyOf(steps);
    }

    /** Checks that passed. */
    public long passed() {
        return steps.stream()
                .filter(step -> step.counts() && step.verdict() == StepVerdict.PASS)
                .count();
    }

    /** Checks that were to be made. */
    public long checks() {
        return steps.stream().filter(StepReport::counts).count();
    }

    /** {@code 4/5 checks passed}. */
    public String count() {
        return passed() + "/" + checks() + (checks() == 1 ? " check passed" : " checks passed");
    }

    /** What is deployed, as it was said in the plan or beside it. */
    public record Deployment(
            Optional<String> what, Optional<String> why, List<String> changes, Optional<String> rollbackPlan) {

        /** Nothing. */
        public static final Deployment NONE =
                new Deployment(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

        public Deployment {
            changes = List.copyOf(changes);
        }
    }

    /**
     * A run before or after a deployment.
     *
     * @param isAfter whether this run is the one after
     * @param before the run before; of this run itself where it is that
     */
    public record HealthCheck(boolean isAfter, Optional<HealthBefore> before) {}

    /** What is kept of a run for the one after it. */
    public record HealthBefore(Instant at, String verdict, String count, List<String> lines) {
        public HealthBefore {
            lines = List.copyOf(lines);
        }
    }
}
