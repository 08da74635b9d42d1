package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.demo.DemoBot;
import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Blindness leads to what the policy says, and to what an objective says for itself (SPEC 2, 4, 6). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class BlindPolicyTest {

    private static final String STOP = "when_blind: {after: 2s, then: stop}";

    @TempDir
    Path directory;

    private static String rules(String url) {
        return """
                groups:
                  - name: lanes
                    interval: 500ms
                    objectives:
                      - {name: patient, count: vanta_intent_duplicate_total, expect: "== 0", no_data: met, on_breach: stop, blind_after: 1h}
                      - {name: lenient, count: vanta_intent_illegal_transition_total, expect: "== 0", no_data: met, on_breach: stop, when_blind: warn}
                      - {name: health, probe: {url: '%s/health', json: $.status}, expect: "== ok", on_breach: stop}
                """.formatted(url);
    }

    @Test
    void aDeadPrometheusDoesNotStopWhereTheObjectivesBearIt() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            stage.watch(prometheus.url().getPort(), rules(stage.bot().url().toString()), STOP);
            stage.awaitAllPass();
            prometheus.process().kill();
            stage.awaitVerdict("lenient", Verdict.BLIND);
            assertThat(stage.verdict("health")).isEqualTo(Verdict.PASS);
            assertThat(stage.verdict("patient")).isEqualTo(Verdict.PASS);
            assertThat(stage.board().stop().order()).isEmpty();
        }
    }

    @Test
    void aDeadBotStops() throws Exception {
        try (Stage stage = Stage.open(directory);
                DemoBot other = DemoBot.start()) {
            stage.watch(stage.prometheus().url().getPort(), rules(other.url().toString()), STOP);
            stage.awaitAllPass();
            other.close();
            assertStoppedBlind(stage);
        }
    }

    @Test
    void aHungBotStops() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            FaultyServer other = stage.with(FaultyServer.answering("{\"status\":\"ok\"}"));
            stage.watch(stage.prometheus().url().getPort(), rules(other.url().toString()), STOP);
            stage.awaitAllPass();
            other.be(FaultyServer.Fault.HANG);
            assertStoppedBlind(stage);
        }
    }

    @Test
    void bothHungStopOnceAndForOneReason() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            FaultyServer other = stage.with(FaultyServer.answering("{\"status\":\"ok\"}"));
            PrometheusServer prometheus = stage.prometheus();
            stage.watch(prometheus.url().getPort(), rules(other.url().toString()), STOP);
            stage.awaitAllPass();
            prometheus.process().freeze();
            other.be(FaultyServer.Fault.HANG);
            assertStoppedBlind(stage);
            stage.awaitVerdict("lenient", Verdict.BLIND);
            assertThat(stage.board().stop().orders().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(1);
        }
    }

    private static void assertStoppedBlind(Stage stage) {
        stage.awaitStopped();
        StopOrder order = stage.board().stop().order().orElseThrow();
        assertThat(order.cause()).isEqualTo(Cause.BLIND);
        assertThat(order.slo()).isEqualTo("health");
        assertThat(stage.bot().mode()).isEqualTo("DRY");
    }
}
