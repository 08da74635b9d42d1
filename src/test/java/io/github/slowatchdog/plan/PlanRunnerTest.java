package io.github.slowatchdog.plan;

import static io.github.slowatchdog.plan.StepVerdict.DEFERRED;
import static io.github.slowatchdog.plan.StepVerdict.DONE;
import static io.github.slowatchdog.plan.StepVerdict.FAIL;
import static io.github.slowatchdog.plan.StepVerdict.INCONCLUSIVE;
import static io.github.slowatchdog.plan.StepVerdict.NOT_RUN;
import static io.github.slowatchdog.plan.StepVerdict.PASS;
import static io.github.slowatchdog.plan.StepVerdict.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.servers.Awaited;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of steps, and what they come to together (SPEC 12). */
class PlanRunnerTest {

    private static final String YES = "exec: {run: [\"true\"]}";
    private static final String NO = "exec: {run: [\"false\"]}";

    private final Vertx vertx = Vertx.vertx();
    private final Plans.Ground ground = new Plans.Ground(vertx);

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
    }

    private PlanReport run(String rest) {
        return ground.run(Plans.plan(directory, "name: order\n" + rest));
    }

    private static String step(String name, String... keys) {
        return "  - {name: " + name + ", " + String.join(", ", keys) + "}\n";
    }

    private static List<StepVerdict> verdicts(PlanReport report) {
        return report.steps().stream().map(StepReport::verdict).toList();
    }

    @Test
    void everythingPasses() {
        PlanReport report = run("steps:\n" + step("a", YES) + step("w", "wait: 1ms") + step("b", YES));
        assertThat(report.verdict()).isEqualTo(PlanVerdict.PASS);
        assertThat(verdicts(report)).containsExactly(PASS, DONE, PASS);
        assertThat(report.count()).isEqualTo("2/2 checks passed");
    }

    @Test
    void aFailDoesNotKeepTheOthersFromBeingMade() {
        PlanReport report = run("steps:\n" + step("a", NO) + step("b", YES));
        assertThat(report.verdict()).isEqualTo(PlanVerdict.FAIL);
        assertThat(report.count()).isEqualTo("1/2 checks passed");
        assertThat(report.why()).containsExactly("a: exit: expected == 0, is 1");
    }

    @Test
    void unlessThePlanIsToFailFast() {
        PlanReport report = run("fail_fast: true\nsteps:\n" + step("a", NO) + step("b", YES));
        assertThat(verdicts(report)).containsExactly(FAIL, NOT_RUN);
        assertThat(report.steps().get(1).why()).isEqualTo("\"a\" failed");
        assertThat(report.count()).isEqualTo("0/2 checks passed");
    }

    @Test
    void nothingIsRunAfterARequiredStepThatFails() {
        PlanReport report = run("steps:\n" + step("a", YES) + step("b", NO, "require: true") + step("c", YES)
                + "on_failure:\n" + step("back", YES) + "finally:\n" + step("clean", YES));
        assertThat(report.verdict()).isEqualTo(PlanVerdict.REFUSED);
        assertThat(verdicts(report)).as("nothing to undo, but to clean up").containsExactly(PASS, FAIL, NOT_RUN, PASS);
        assertThat(report.why().get(0)).isEqualTo("\"b\" is required and did not pass");
    }

    @Test
    void whatIsRequiredAndCannotBeToldDoesNotHold() {
        PlanReport report =
                run("steps:\n" + step("a", "attest: {by_role: operations}", "require: true") + step("b", YES));
        assertThat(report.verdict()).isEqualTo(PlanVerdict.REFUSED);
        assertThat(verdicts(report)).containsExactly(INCONCLUSIVE, NOT_RUN);
    }

    @Test
    void onFailureOnlyWhenSomethingFailed() {
        String rest = "on_failure:\n" + step("back", YES);
        assertThat(verdicts(run("steps:\n" + step("a", YES) + rest))).containsExactly(PASS);
        assertThat(verdicts(run("steps:\n" + step("a", "attest: {}") + rest))).containsExactly(INCONCLUSIVE);
        PlanReport failed = run("steps:\n" + step("a", NO) + rest);
        assertThat(verdicts(failed)).containsExactly(FAIL, PASS);
        assertThat(failed.steps().get(1).part()).isEqualTo(StepReport.Part.ON_FAILURE);
    }

    @Test
    void aFailBeforeARequiredStepIsUndone() {
        PlanReport report =
                run("steps:\n" + step("a", NO) + step("b", NO, "require: true") + "on_failure:\n" + step("back", YES));
        assertThat(report.verdict()).isEqualTo(PlanVerdict.REFUSED);
        assertThat(verdicts(report)).containsExactly(FAIL, FAIL, PASS);
    }

    @Test
    void finallyAlwaysAndItsFailIsOneOfThePlan() {
        PlanReport report = run("steps:\n" + step("a", YES) + "finally:\n" + step("clean", NO) + step("more", YES));
        assertThat(report.verdict()).isEqualTo(PlanVerdict.FAIL);
        assertThat(verdicts(report)).containsExactly(PASS, FAIL, PASS);
        PlanReport refused = run("steps:\n" + step("a", NO, "require: true") + "finally:\n" + step("clean", NO));
        assertThat(refused.verdict()).as("something is left behind").isEqualTo(PlanVerdict.FAIL);
    }

    @Test
    void aBugInAStepIsNoPassAndDoesNotKeepTheEndFromBeingMade() {
        ground.flag(() -> {
            throw new IllegalStateException("forgotten");
        });
        PlanReport report = run("steps:\n" + step("a", "flag: redis, expect: {$.mode: present}") + step("b", YES)
                + "finally:\n" + step("c", YES));
        assertThat(verdicts(report)).containsExactly(INCONCLUSIVE, PASS, PASS);
        assertThat(report.verdict()).isEqualTo(PlanVerdict.INCONCLUSIVE);
        assertThat(report.why().get(0)).contains("a bug of slo-watchdog").contains("forgotten");
    }

    @Test
    void aShadowIsShownAndNeverFails() {
        PlanReport report = run("steps:\n" + step("a", YES) + step("mypy", NO, "shadow: true"));
        assertThat(report.verdict()).isEqualTo(PlanVerdict.PASS);
        assertThat(verdicts(report)).containsExactly(PASS, FAIL);
        assertThat(report.count()).isEqualTo("1/1 check passed");
    }

    /** Seed 000: outside RANGING it is neither a defect nor a success. */
    @Test
    void whatIsGatedIsDeferredAndNeverAPass() {
        ground.time(new VirtualTime());
        String gate = "when: {utc: \"03:00-05:00\"}";
        PlanReport report = run("steps:\n" + step("a", YES) + step("spawn", YES, gate));
        assertThat(report.verdict()).isEqualTo(PlanVerdict.INCONCLUSIVE);
        assertThat(verdicts(report)).containsExactly(PASS, DEFERRED);
        assertThat(report.why()).containsExactly("spawn: its condition does not hold: it is outside 03:00-05:00 UTC");
        assertThat(report.count()).isEqualTo("1/2 checks passed");
        PlanReport skipped = run("steps:\n" + step("a", YES) + step("spawn", YES, gate, "otherwise: skip"));
        assertThat(skipped.verdict()).isEqualTo(PlanVerdict.PASS);
        assertThat(verdicts(skipped)).containsExactly(PASS, SKIPPED);
        assertThat(skipped.count()).isEqualTo("1/1 check passed");
    }

    @Test
    void aPlanThatCheckedNothingHasNotPassed() {
        ground.time(new VirtualTime());
        String skip = "when: {utc: \"03:00-05:00\"}";
        for (String steps : List.of(
                step("spawn", YES, skip, "otherwise: skip"), step("a", NO, "shadow: true"), step("w", "wait: 1s"))) {
            PlanReport report = run("steps:\n" + steps);
            assertThat(report.count()).isEqualTo("0/0 checks passed");
            assertThat(report.verdict()).isEqualTo(PlanVerdict.INCONCLUSIVE);
            assertThat(report.why()).singleElement().asString().startsWith("nothing was checked");
        }
    }

    @Test
    void aPersonsWord() {
        ground.attested("agrees", "Alice, ticket 4711");
        PlanReport report = run("steps:\n" + step("agrees", "attest: {by_role: operations}") + step("b", "attest: {}"));
        assertThat(verdicts(report)).containsExactly(PASS, INCONCLUSIVE);
        assertThat(report.steps().get(0).answer()).isEqualTo("Alice, ticket 4711");
        assertThat(report.steps().get(1).why()).contains("--attest 'b=");
    }

    @Test
    void theFlag() {
        ground.flag(() -> new FlagReader.Read.Found("{\"mode\":\"DRY\",\"emergency_stop\":true}"));
        String flag = "steps:\n"
                + step("f", "flag: redis", "expect: {\"$.mode\": \"== DRY\", \"$.emergency_stop\": \"== true\"}");
        assertThat(run(flag).verdict()).isEqualTo(PlanVerdict.PASS);
        ground.flag(FlagReader.Read.Absent::new);
        assertThat(run(flag).verdict()).isEqualTo(PlanVerdict.FAIL);
        ground.flag(() -> new FlagReader.Read.Failed("unreachable: nobody listens"));
        PlanReport untold = run(flag);
        assertThat(untold.verdict()).isEqualTo(PlanVerdict.INCONCLUSIVE);
        assertThat(untold.why()).containsExactly("f: unreachable: nobody listens");
    }

    @Test
    void aPlanThatIsBrokenOffStillCleansUp() throws InterruptedException {
        PlanFile plan = Plans.plan(
                directory,
                "name: broken\nsteps:\n" + step("a", YES) + step("b", "wait: 1h") + step("c", YES) + "on_failure:\n"
                        + step("back", YES) + "finally:\n" + step("clean", YES));
        CountDownLatch begun = new CountDownLatch(1);
        PlanRunner runner = new PlanRunner(plan, ground.means(), Occasion.NONE, step -> begun.countDown());
        Thread breaker = new Thread(() -> {
            try {
                begun.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            runner.breakOff();
        });
        breaker.start();
        PlanReport report = runner.run();
        breaker.join();
        assertThat(verdicts(report)).containsExactly(PASS, NOT_RUN, NOT_RUN, PASS);
        assertThat(report.verdict()).isEqualTo(PlanVerdict.INCONCLUSIVE);
        assertThat(report.why()).containsExactly("the plan was broken off");
        assertThat(report.took()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void afterADeploymentThereMustBeACheckBefore() {
        Path file = directory.resolve("kept.json");
        PlanFile plan = Plans.plan(directory, "name: health\nsteps:\n" + step("a", YES));
        assertThat(health(plan, Occasion.Health.AFTER, file).verdict()).isEqualTo(PlanVerdict.INCONCLUSIVE);
        assertThat(health(plan, Occasion.Health.BEFORE, file).verdict()).isEqualTo(PlanVerdict.PASS);
        PlanReport after = health(plan, Occasion.Health.AFTER, file);
        assertThat(after.verdict()).isEqualTo(PlanVerdict.PASS);
        assertThat(after.health().orElseThrow().before().orElseThrow().lines()).containsExactly("pass: a");
    }

    private PlanReport health(PlanFile plan, Occasion.Health health, Path file) {
        Occasion occasion = new Occasion(PlanFile.Deployment.NONE, Optional.of(health), Optional.of(new Kept(file)));
        return new PlanRunner(plan, ground.means(), occasion, step -> {}).run();
    }
}
