package io.github.slowatchdog.report;

import io.github.slowatchdog.plan.Check;
import io.github.slowatchdog.plan.PlanReport;
import io.github.slowatchdog.plan.StepReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** The evidence of a plan as JSON, for machines; the fields are in docs/plans.md and keep their names. */
public final class PlanJson {

    /** Goes up when a field changes its meaning or goes away, not when one is added. */
    private static final int FORMAT = 1;

    private PlanJson() {}

    public static String of(PlanReport report) {
        return new JsonObject()
                        .put("format", FORMAT)
                        .put("plan", report.name())
                        .put("file", report.file())
                        .put("environment", report.environment().orElse(null))
                        .put("vars", new JsonObject(new LinkedHashMap<>(report.vars())))
                        .put("began", Words.time(report.began()))
                        .put("seconds", report.took().toMillis() / 1000.0)
                        .put("verdict", report.verdict().word())
                        .put("why", new JsonArray(report.why()))
                        .put("passed", report.passed())
                        .put("checks", report.checks())
                        .put("deployment", deployment(report.deployment()))
                        .put("health", report.health().map(PlanJson::health).orElse(null))
                        .put(
                                "steps",
                                new JsonArray(report.steps().stream()
                                        .map(PlanJson::step)
                                        .toList()))
                        .encodePrettily()
                + "\n";
    }

    private static JsonObject deployment(PlanReport.Deployment deployment) {
        return new JsonObject()
                .put("what", deployment.what().orElse(null))
                .put("why", deployment.why().orElse(null))
                .put("changes", new JsonArray(deployment.changes()))
                .put("rollback_plan", deployment.rollbackPlan().orElse(null));
    }

    private static JsonObject health(PlanReport.HealthCheck health) {
        return new JsonObject()
                .put("is", health.isAfter() ? "after" : "before")
                .put(
                        "before",
                        health.before()
                                .map(before -> new JsonObject()
                                        .put("at", Words.time(before.at()))
                                        .put("verdict", before.verdict())
                                        .put("count", before.count())
                                        .put("lines", new JsonArray(before.lines())))
                                .orElse(null));
    }

    private static JsonObject step(StepReport step) {
        List<JsonObject> checks = step.checks().stream().map(PlanJson::check).toList();
        return new JsonObject()
                .put("part", step.part().name().toLowerCase(Locale.ROOT))
                .put("name", step.name())
                .put("kind", step.kind())
                .put("verdict", step.verdict().word())
                .put("require", step.require())
                .put("shadow", step.shadow())
                .put("why", step.why())
                .put("began", Words.time(step.began()))
                .put("seconds", step.took().toMillis() / 1000.0)
                .put("tries", step.tries())
                .put("request", step.request())
                .put("answer", step.answer())
                .put("checks", new JsonArray(checks))
                .put("values", new JsonObject(new LinkedHashMap<>(step.values())));
    }

    private static JsonObject check(Check check) {
        return new JsonObject()
                .put("what", check.what())
                .put("expected", check.expected())
                .put("found", check.actual())
                .put("met", check.met());
    }
}
