package io.github.slowatchdog.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.slo.Lane;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indicators in plans: read through a lane, judged by the ledgers of the watch, and never from before what the plan did. */
class MeasureTrialTest {

    private final Vertx vertx = Vertx.vertx();
    private final VirtualTime time = new VirtualTime();
    private final WrittenLane lane = new WrittenLane(Lane.PROMETHEUS);
    private final WrittenLane page = new WrittenLane(Lane.BOT);
    private final Plans.Ground ground =
            new Plans.Ground(vertx).lane(lane).lane(page).time(time).maxAge(Duration.ofSeconds(30));

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
    }

    private StepReport run(String step) {
        return ground.first(Plans.step(directory, step));
    }

    @Test
    void anExpression() {
        lane.expr("sum(orders)", 0).expr("orders", 0, 3, 1);
        assertThat(run("expr: sum(orders)\nexpect: \"== 0\"").verdict()).isEqualTo(StepVerdict.PASS);
        StepReport any = run("expr: orders\nexpect: \"== 0\"");
        assertThat(any.verdict()).as("every element counts").isEqualTo(StepVerdict.FAIL);
        assertThat(any.why()).isEqualTo("expected == 0, is 3");
        assertThat(run("expr: nonsense\nexpect: \"== 0\"").why()).isEqualTo("error: no such expression");
    }

    @Test
    void aLaneThatIsNotScrapedAnyMoreIsNotBelieved() {
        lane.expr("sum(orders)", 0).scrapedUpTo(-60);
        StepReport step = run("expr: sum(orders)\nexpect: \"== 0\"");
        assertThat(step.verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
        assertThat(step.why()).startsWith("stale: ");
    }

    /** Events of the last minutes, also of before the plan. */
    @Test
    void aCountInAWindow() {
        lane.at("dup_total", -600, 7).at("dup_total", -100, 8);
        assertThat(run("count: dup_total\nwindow: 5m\nexpect: \"== 0\"").why()).isEqualTo("expected == 0, is 1");
        assertThat(run("count: dup_total\nwindow: 1m\nexpect: \"== 0\"").verdict())
                .isEqualTo(StepVerdict.PASS);
    }

    /** Without a window: since the plan began; and never by samples from before the step. */
    @Test
    void aCountSinceThePlanBegan() {
        lane.at("dup_total", -100, 7);
        StepReport atOnce = run("count: dup_total\nexpect: \"== 0\"");
        assertThat(atOnce.verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
        assertThat(atOnce.why()).contains("from before this step: add `within` or `hold`");
        StepReport held = run("count: dup_total\nexpect: \"== 0\"\nhold: 10s");
        assertThat(held.verdict()).as(held.why()).isEqualTo(StepVerdict.PASS);
    }

    @Test
    void anEventDuringThePlanIsCounted() {
        lane.at("dup_total", -100, 7).at("dup_total", 8, 8);
        StepReport step = run("count: dup_total\nexpect: \"== 0\"\nhold: 20s");
        assertThat(step.verdict()).isEqualTo(StepVerdict.FAIL);
        assertThat(step.why()).startsWith("expected == 0, is 1 (after 1");
    }

    @Test
    void thePageOfTheBotIsReadWhenThePlanBegins() {
        page.at("dup_total", -100, 7).at("dup_total", 8, 8);
        assertThat(run("count: dup_total\nvia: bot\nexpect: \"== 0\"\nhold: 5s").verdict())
                .isEqualTo(StepVerdict.PASS);
        assertThat(run("count: dup_total\nvia: bot\nexpect: \"== 0\"\nhold: 10s")
                        .verdict())
                .isEqualTo(StepVerdict.FAIL);
    }

    @Test
    void whatThePageDidNotShowThenIsNotKnown() {
        page.at("dup_total", -100, 7).readableFrom(3);
        StepReport step = run("count: dup_total\nvia: bot\nexpect: \"== 0\"\nhold: 10s");
        assertThat(step.verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
        assertThat(step.why()).contains("could not be read when the plan began");
    }

    @Test
    void unlessTheProcessIsYounger() {
        page.at("dup_total", 4, 0).readableFrom(5).started(4);
        StepReport step = run("count: dup_total\nvia: bot\nexpect: \"== 0\"\nhold: 20s");
        assertThat(step.verdict()).as(step.why()).isEqualTo(StepVerdict.PASS);
    }

    @Test
    void theBirthOfACounterIsAnEvent() {
        lane.at("dup_total", 8, 1);
        assertThat(run("count: dup_total\nexpect: \"== 0\"\nno_data: met\nhold: 20s")
                        .verdict())
                .isEqualTo(StepVerdict.FAIL);
    }

    /** A state that was so before the drill does not show that it is so again after it. */
    @Test
    void whatBecomesSoMustBeSeenAnew() {
        lane.at("mode_live", -100, 1).at("mode_live", 2, 0).at("mode_live", 21, 1);
        StepReport step = run("gauge: mode_live\nexpect: \"== 1\"\nwithin: 60s");
        assertThat(step.verdict()).isEqualTo(StepVerdict.PASS);
        assertThat(step.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void aFlipBetweenTwoQuestionsIsSeen() {
        lane.at("mode_live", -100, 0).at("mode_live", 9, 1).at("mode_live", 14, 0);
        StepReport step =
                ground.first(Plans.step(directory, "gauge: mode_live\nexpect: \"== 0\"\nhold: 60s\ninterval: 30s"));
        assertThat(step.verdict()).isEqualTo(StepVerdict.FAIL);
    }

    @Test
    void tooFewEventsForARatioAreNoPass() {
        lane.at("bad", -600, 0).at("all", -600, 0).at("all", -100, 10);
        String ratio = "ratio: {bad: bad, total: all, window: 5m, min_events: %d}\nexpect: \"< 0.5%%\"";
        assertThat(run(ratio.formatted(10)).verdict()).isEqualTo(StepVerdict.PASS);
        assertThat(run(ratio.formatted(100)).verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
    }

    @Test
    void aRateIsComparedWithTheOneBefore() {
        ground.kept(directory.resolve("plans.json"));
        lane.expr("sum(rate(tx[5m]))", 2.0).expr("many", 1, 2);
        assertThat(run("expr: sum(rate(tx[5m]))\nsave: pre-deploy").verdict()).isEqualTo(StepVerdict.PASS);
        lane.expr("sum(rate(tx[5m]))", 1.5);
        String compare = "expr: sum(rate(tx[5m]))\ncompare: {with: pre-deploy, tolerance: %s}";
        assertThat(run(compare.formatted("30%")).verdict()).isEqualTo(StepVerdict.PASS);
        assertThat(run(compare.formatted("20%")).why())
                .isEqualTo("value: expected as in pre-deploy: 2 within 20%, is 1.5");
        assertThat(run("expr: many\ncompare: {with: pre-deploy}").why()).startsWith("there is not one value");
    }
}
