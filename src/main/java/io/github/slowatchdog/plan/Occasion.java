package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.plan.PlanReport.HealthBefore;
import io.github.slowatchdog.plan.PlanReport.HealthCheck;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * On which occasion a plan is carried out.
 *
 * @param deployment what is deployed, where that was said beside the plan
 * @param health whether it is the health check of a deployment
 * @param kept where the health check before is kept
 */
public record Occasion(PlanFile.Deployment deployment, Optional<Health> health, Optional<Kept> kept) {

    /** Before or after a deployment. */
    public enum Health {
        BEFORE,
        AFTER
    }

    /** None in particular. */
    public static final Occasion NONE = new Occasion(PlanFile.Deployment.NONE, Optional.empty(), Optional.empty());

    PlanReport report(
            PlanFile plan, Mask mask, Instant began, Duration took, Conclusion plain, List<StepReport> steps) {
        Conclusion conclusion = plain;
        Optional<HealthBefore> before = Optional.empty();
        try {
            if (health.equals(Optional.of(Health.AFTER))) {
                before = kept.isEmpty() ? Optional.empty() : kept.get().health(plan.name());
                conclusion = before.isPresent()
                        ? plain
                        : plain.doubted(
                                "there is no health check from before the deployment: run it with --health before first");
            }
            PlanReport report = report(plan, mask, began, took, conclusion, steps, before);
            if (health.equals(Optional.of(Health.BEFORE)) && kept.isPresent()) {
                before = Optional.of(before(report));
                kept.get().keep(plan.name(), before.get());
            }
        } catch (IOException e) {
            conclusion = plain.doubted("the health check before the deployment is not kept: " + e.getMessage());
        }
        return report(plan, mask, began, took, conclusion, steps, before);
    }

    private static HealthBefore before(PlanReport report) {
        return new HealthBefore(report.began(), report.verdict().word(), report.count(), HealthLines.of(report));
    }

    private PlanReport report(
            PlanFile plan,
            Mask mask,
            Instant began,
            Duration took,
            Conclusion conclusion,
            List<StepReport> steps,
            Optional<HealthBefore> before) {
        Map<String, String> vars = new LinkedHashMap<>();
        plan.vars()
                .forEach(
                        (name, value) -> vars.put(name, Mask.isNamedLikeSecret(name) ? Mask.SECRET : mask.text(value)));
        return new PlanReport(
                plan.name(),
                plan.file(),
                plan.summary(),
                plan.environment(),
                vars,
                began,
                took,
                conclusion.verdict(),
                conclusion.why().stream().map(mask::text).toList(),
                steps,
                deployment(plan.deployment()),
                health.map(which -> new HealthCheck(which == Health.AFTER, before)));
    }

    /** What was said beside the plan wins. */
    private PlanReport.Deployment deployment(PlanFile.Deployment written) {
        return new PlanReport.Deployment(
                deployment.what().or(written::what),
                deployment.why().or(written::why),
                deployment.changes().isEmpty() ? written.changes() : deployment.changes(),
                deployment.rollbackPlan().or(written::rollbackPlan));
    }
}
