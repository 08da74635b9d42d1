package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code slo-watchdog drill}, with and without a watchdog that runs (SPEC 9). */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class DrillTest {

    private static final String POLICY = "when_blind: {after: 1m, then: warn}";
    private static final String RULES = Stage.DUPLICATES + """
                  - {name: exec_mode, probe: {url: 'BOT/health', json: '$.execution_mode.mode'}, expect: "== LIVE", on_breach: stop}
            """;

    @TempDir
    Path directory;

    private String config = "";

    private WatchdogProcess drill() {
        return WatchdogProcess.start(directory, "drill", "-c", config, "--by", "ann");
    }

    @Test
    void besideAWatchdogItProvesAndReleasesAndIsRemembered() throws Exception {
        try (Stage stage = watched(RULES)) {
            Instant before = Instant.now();
            try (WatchdogProcess drill = drill()) {
                assertThat(drill.exit()).as(drill.log()).isZero();
                assertThat(drill.log())
                        .containsPattern("ordered +\\d+ ms")
                        .containsPattern("written +\\d+ ms")
                        .containsPattern("confirmed +\\d+ ms")
                        .containsPattern("released +\\d+ ms")
                        .doesNotContain("note:");
            }
            assertThat(stage.bot().mode()).as("it really stopped").isEqualTo("DRY");
            stage.await(
                    "it is remembered",
                    () -> stage.board()
                            .stop()
                            .lastDrill()
                            .filter(at -> at.isAfter(before))
                            .isPresent());
            stage.awaitVerdict("exec_mode", Verdict.BREACH);
            Instant until = stage.board().beat().plusSeconds(3);
            stage.await("some beats", () -> stage.board().beat().isAfter(until));
            assertThat(stage.board().stop().order())
                    .as("the mode that the drill left is no reason to stop")
                    .isEmpty();
            assertThat(stage.board().stop().orders()).containsEntry("drill", 1L);

            stage.bot().inject("duplicate");
            stage.awaitStopped();
            try (WatchdogProcess drill = drill()) {
                assertThat(drill.exit()).as(drill.log()).isEqualTo(3);
                assertThat(drill.log()).contains("drill refused: a stop is in force");
            }
            assertThat(stage.flagSaysStop()).isTrue();
        }
    }

    @Test
    void aBreachDuringADrillTakesOverAndStays() throws Exception {
        try (Stage stage = watched(RULES)) {
            stage.bot().inject("deaf"); // the drill waits for the bot
            try (WatchdogProcess drill = drill()) {
                stage.await(
                        "the drill is on",
                        () -> stage.board()
                                .stop()
                                .order()
                                .filter(order -> order.cause() == Cause.DRILL)
                                .isPresent());
                stage.bot().inject("duplicate");
                stage.await(
                        "it takes over",
                        () -> stage.board()
                                .stop()
                                .order()
                                .filter(order -> order.cause() == Cause.BREACH)
                                .isPresent());
                stage.bot().inject("obey");
                assertThat(drill.exit()).as(drill.log()).isEqualTo(1);
                assertThat(drill.log()).contains("a real stop took over");
            }
            stage.awaitStopped();
            StopOrder order = stage.board().stop().order().orElseThrow();
            assertThat(order.slo()).isEqualTo("duplicate_intents");
            assertThat(stage.flagSaysStop()).isTrue();
        }
    }

    @Test
    void aBotThatDoesNotObeyIsLoudAndStaysSo() throws Exception {
        try (Stage stage = watched(RULES)) {
            stage.bot().inject("deaf");
            try (WatchdogProcess drill = drill()) {
                assertThat(drill.exit()).as(drill.log()).isEqualTo(6);
                assertThat(drill.log()).contains("THE BOT DOES NOT OBEY").contains("release --order");
            }
            stage.await("it is shown", () -> stage.board().stop().state() == StopState.UNCONFIRMED);
            assertThat(stage.board().stop().order().orElseThrow().cause()).isEqualTo(Cause.DRILL);
            assertThat(stage.board().stop().lastDrill()).isEmpty();
            assertThat(stage.flagSaysStop()).isTrue();
        }
    }

    @Test
    void withoutAWatchdogAndWithoutRedis() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            config = stage.configuration(1, Stage.DUPLICATES, POLICY).toString();
            try (WatchdogProcess drill = drill()) {
                assertThat(drill.exit()).as(drill.log()).isZero();
                assertThat(drill.log()).contains("no watchdog runs");
            }
            assertThat(stage.flag().orElseThrow().getBoolean("emergency_stop")).isFalse();
            stage.redis().kill();
            try (WatchdogProcess drill = drill()) {
                assertThat(drill.exit()).as(drill.log()).isEqualTo(5);
            }
        }
    }

    private Stage watched(String rules) {
        Stage stage = Stage.open(directory);
        PrometheusServer prometheus = stage.prometheus();
        String own = rules.replace("BOT", stage.bot().url().toString());
        config = stage.configuration(prometheus.url().getPort(), own, POLICY).toString();
        stage.watch(prometheus.url().getPort(), own, POLICY);
        stage.awaitAllPass();
        return stage;
    }
}
