package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Prometheus dies, hangs, comes back: nothing passes unseen, and what happened meanwhile is counted afterwards (P31). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class PrometheusFaultsTest {

    private static final String WARN_WHEN_BLIND = "when_blind: {after: 2s, then: warn}";
    private static final String STOP_WHEN_BLIND = "when_blind: {after: 3s, then: stop}";

    @TempDir
    Path directory;

    @Test
    void killedBeforeTheEventAndRestartedAfterIt() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = watched(stage, WARN_WHEN_BLIND);
            prometheus.process().kill();
            stage.bot().inject("duplicate");
            stage.awaitVerdict("duplicate_intents", Verdict.BLIND);
            assertThat(stage.flag()).as("blindness only warns here").isEmpty();
            assertNothingPasses(stage);

            prometheus.restart();

            stage.awaitStopped();
            assertThat(stage.bot().mode()).isEqualTo("DRY");
            assertThat(stage.board().stop().order().orElseThrow().cause()).isEqualTo(Cause.BREACH);
        }
    }

    @Test
    void hungWhileItHappens() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = watched(stage, WARN_WHEN_BLIND);
            prometheus.process().freeze();
            stage.bot().inject("duplicate");
            stage.awaitVerdict("duplicate_intents", Verdict.BLIND);
            assertNothingPasses(stage);

            prometheus.process().thaw();

            stage.awaitStopped();
            assertThat(stage.bot().mode()).isEqualTo("DRY");
        }
    }

    @Test
    void deadForGoodStopsWhereBlindnessDoes() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = watched(stage, STOP_WHEN_BLIND);
            prometheus.process().kill();

            stage.awaitStopped();
            assertThat(stage.board().stop().order().orElseThrow().cause()).isEqualTo(Cause.BLIND);
            assertThat(stage.bot().mode()).isEqualTo("DRY");
            assertThat(stage.board().soak().verdict()).isEqualTo(SoakVerdict.FAIL);
        }
    }

    @Test
    void theBotsMetricsGoneIsBlindnessToo() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            watched(stage, STOP_WHEN_BLIND);
            stage.bot().inject("down");

            stage.awaitStopped();
            assertThat(stage.board().stop().order().orElseThrow().cause()).isEqualTo(Cause.BLIND);
            assertThat(stage.flagSaysStop()).isTrue();
        }
    }

    @Test
    void anEventAndACrashBeforeTheNextReadAreBothSeenOfTheNewProcess() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = watched(stage, WARN_WHEN_BLIND);
            // the same value before and after a restart hides the second event from increase() (P9)
            prometheus.process().freeze();
            stage.bot().inject("restart");
            stage.bot().inject("duplicate");
            prometheus.process().thaw();

            stage.awaitStopped();
            assertThat(stage.view("duplicate_intents").breach().orElseThrow().samples())
                    .isNotEmpty();
        }
    }

    private static PrometheusServer watched(Stage stage, String blind) {
        PrometheusServer prometheus = stage.prometheus();
        stage.watch(prometheus.url().getPort(), Stage.DUPLICATES, blind);
        stage.awaitAllPass();
        return prometheus;
    }

    /** While nothing is known, nothing is met and the gate is closed. */
    private static void assertNothingPasses(Stage stage) {
        assertThat(stage.board().gateOpen()).isFalse();
        assertThat(stage.view("duplicate_intents").readings())
                .allSatisfy(reading ->
                        assertThat(reading.last().orElseThrow().outcome()).isEqualTo(Outcome.UNKNOWN));
    }
}
