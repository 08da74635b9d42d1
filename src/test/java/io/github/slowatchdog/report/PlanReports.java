package io.github.slowatchdog.report;

import io.github.slowatchdog.plan.Check;
import io.github.slowatchdog.plan.PlanReport;
import io.github.slowatchdog.plan.PlanVerdict;
import io.github.slowatchdog.plan.StepReport;
import io.github.slowatchdog.plan.StepVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans that were carried out, as evidence is written of them. */
final class PlanReports {

    private static final Instant BEGAN = Instant.parse("2026-02-18T15:30:00.125Z");

    private PlanReports() {}

    /** The deployment log of seed 002. */
    static PlanReport deployment() {
        return new PlanReport(
                "health-check",
                "config/plans/health-check.yaml",
                Optional.of("The bot answers."),
                Optional.of("production"),
                Map.of("base_url", "http://localhost:8090"),
                BEGAN,
                Duration.ofMillis(61_250),
                PlanVerdict.PASS,
                List.of(),
                List.of(
                        step(
                                StepReport.Part.STEPS,
                                "OMS responds",
                                "http",
                                StepVerdict.PASS,
                                "as expected",
                                "$.balance",
                                "49.23"),
                        step(
                                StepReport.Part.STEPS,
                                "orderbooks are populated",
                                "http",
                                StepVerdict.PASS,
                                "as expected",
                                "$.books",
                                "12")),
                new PlanReport.Deployment(
                        Optional.of("Storm Chaser V6.1 - WebSocket indexing fix"),
                        Optional.of("Orderbooks weren't populating, causing manual override dependency"),
                        List.of(
                                "Updated websocket_orderbook.py with local indexing",
                                "Added REST API fallback for cannon loading"),
                        Optional.of("Backup at ~/vanta/strategies/v6.0.backup")),
                Optional.of(new PlanReport.HealthCheck(
                        true,
                        Optional.of(new PlanReport.HealthBefore(
                                BEGAN.minusSeconds(1800),
                                "pass",
                                "1/1 check passed",
                                List.of("pass: OMS responds ($.balance 49.23)"))))));
    }

    /** Everything that can happen, with text that wants to be more than text. */
    static PlanReport trouble() {
        String hostile = "<script>alert(1)</script> **bold** | `code` ]]> \u0007\u202e [x](http://evil)";
        return new PlanReport(
                "smoke",
                "smoke.yaml",
                Optional.empty(),
                Optional.empty(),
                Map.of("note", hostile),
                BEGAN,
                Duration.ofSeconds(3),
                PlanVerdict.FAIL,
                List.of("it is idle: " + hostile),
                List.of(
                        step(StepReport.Part.STEPS, "it is idle", "expr", StepVerdict.FAIL, hostile, "value", hostile),
                        step(
                                StepReport.Part.STEPS,
                                "agrees",
                                "attest",
                                StepVerdict.INCONCLUSIVE,
                                "nobody has said so",
                                "",
                                ""),
                        step(
                                StepReport.Part.STEPS,
                                "spawn",
                                "http",
                                StepVerdict.DEFERRED,
                                "its condition does not hold",
                                "",
                                ""),
                        step(
                                StepReport.Part.STEPS,
                                "later",
                                "http",
                                StepVerdict.NOT_RUN,
                                "\"it is idle\" failed",
                                "",
                                ""),
                        step(StepReport.Part.ON_FAILURE, "roll back", "exec", StepVerdict.PASS, "as expected", "", ""),
                        step(StepReport.Part.FINALLY, "stopped", "exec", StepVerdict.PASS, "as expected", "", "")),
                PlanReport.Deployment.NONE,
                Optional.empty());
    }

    private static StepReport step(
            StepReport.Part part, String name, String kind, StepVerdict verdict, String why, String key, String value) {
        boolean made = verdict != StepVerdict.NOT_RUN && verdict != StepVerdict.DEFERRED;
        boolean found = made && !key.isEmpty();
        return new StepReport(
                part,
                name,
                kind,
                verdict,
                false,
                false,
                why,
                BEGAN,
                Duration.ofMillis(12),
                made ? 1 : 0,
                made ? "GET http://localhost:8090/health" : "",
                made ? "HTTP 200\n" + value : "",
                found ? List.of(new Check(key, "present", value, verdict == StepVerdict.PASS)) : List.of(),
                new TreeMap<>(found ? Map.of(key, value) : Map.of()));
    }
}
