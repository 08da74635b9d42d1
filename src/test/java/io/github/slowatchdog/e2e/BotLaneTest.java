package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The bot's own page beside the store, or without one: what one lane sees is enough, and only both can be blind. */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class BotLaneTest {

    private static final String BOTH = """
            groups:
              - name: intents
                interval: 200ms
                via: [bot, prometheus]
                objectives:
                  - {name: duplicate_intents, count: vanta_intent_duplicate_total, expect: "== 0", no_data: met, on_breach: stop}
              - name: mode
                interval: 200ms
                via: [bot, prometheus]
                objectives:
                  - {name: exec_mode, state: {metric: vanta_exec_mode, label: mode}, expect: "== ${mode}", on_breach: stop}
            """;

    private static final String WARN = "when_blind: {after: 2s, then: warn}";

    @TempDir
    Path directory;

    @Test
    void aDuplicateStopsTheBotWithPrometheusDead() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            stage.watch(prometheus.url().getPort(), BOTH, WARN);
            stage.awaitAllPass();
            prometheus.process().kill();
            stage.await("the store is blind", () -> verdict(stage, "exec_mode", Lane.PROMETHEUS) == Verdict.BLIND);
            assertThat(stage.verdict("exec_mode")).as("one lane sees").isEqualTo(Verdict.PASS);
            assertThat(stage.board().lanes())
                    .hasEntrySatisfying(Lane.BOT, view -> assertThat(view.up()).isTrue());

            stage.bot().inject("duplicate");

            assertStoppedByTheBotLane(stage);
        }
    }

    @Test
    void neitherHasTheStoreToBeThereAtAllNorTheProbeForConfirmation() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            Path file = stage.configuration(ServerProcess.freePort(), BOTH, WARN);
            confirmByState(file);
            stage.watch(Stage.load(file));
            stage.awaitAllPass();
            stage.await("the soak passes", () -> stage.board().soak().verdict() == SoakVerdict.PASS);

            stage.bot().inject("duplicate");

            assertStoppedByTheBotLane(stage);
        }
    }

    @Test
    void aRestartWithTheSameCountIsSeen() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            stage.bot().inject("duplicate");
            stage.watch(ServerProcess.freePort(), BOTH.replace("[bot, prometheus]", "[bot]"), WARN);
            stage.awaitAllPass();
            assertThat(stage.flag())
                    .as("an event before the soak is the baseline")
                    .isEmpty();

            stage.bot().inject("restart");
            stage.bot().inject("duplicate");

            stage.awaitStopped();
            assertThat(stage.view("duplicate_intents").breach().orElseThrow().samples())
                    .isNotEmpty();
        }
    }

    @Test
    void onlyBothLanesTogetherAreBlind() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            stage.watch(prometheus.url().getPort(), BOTH, "when_blind: {after: 2s, then: stop}");
            stage.awaitAllPass();
            prometheus.process().freeze();
            stage.await("the store is blind", () -> verdict(stage, "exec_mode", Lane.PROMETHEUS) == Verdict.BLIND);
            assertThat(stage.flag()).isEmpty();

            stage.bot().inject("down");

            stage.awaitStopped();
            assertThat(stage.board().stop().order().orElseThrow().cause()).isEqualTo(Cause.BLIND);
            assertThat(stage.bot().mode()).isEqualTo("DRY");
            prometheus.process().thaw();
        }
    }

    private static void assertStoppedByTheBotLane(Stage stage) {
        stage.awaitStopped();
        assertThat(stage.flagSaysStop()).isTrue();
        assertThat(stage.bot().mode()).isEqualTo("DRY");
        assertThat(stage.view("duplicate_intents").breach().orElseThrow().lane())
                .isEqualTo(Lane.BOT);
        assertThat(stage.board().stop().order().orElseThrow().reason()).contains("seen on the bot lane only");
    }

    private static void confirmByState(Path file) throws IOException {
        String text = Files.readString(file);
        String confirmed = text.replaceFirst("probe: .*", "state: {metric: vanta_exec_mode, label: mode}");
        assertThat(confirmed).isNotEqualTo(text);
        Files.writeString(file, confirmed);
    }

    private static Verdict verdict(Stage stage, String slo, Lane lane) {
        return stage.view(slo).readings().stream()
                .filter(reading -> reading.lane() == lane)
                .findFirst()
                .orElseThrow()
                .verdict();
    }
}
