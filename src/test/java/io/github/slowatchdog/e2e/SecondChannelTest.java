package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.StopState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The bot's own emergency endpoint, where the flag does not stop it (SPEC 7.2). */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class SecondChannelTest {

    @TempDir
    Path directory;

    @Test
    void redisDeadAndTheBotStopsAllTheSame() throws Exception {
        try (Stage stage = watched("demo-token")) {
            stage.redis().kill();
            breach(stage);
            stage.await("the bot is stopped", () -> stage.bot().mode().equals("DRY"));
            assertThat(stage.board().stop().state()).isEqualTo(StopState.ORDERED);

            stage.redis().start();
            stage.awaitStopped();
            assertThat(stage.flagSaysStop()).isTrue();
            assertThat(failures(stage).values()).as("the bot took it each time").containsOnly(0L);
        }
    }

    @Test
    void redisFrozenAndTheBotStopsAllTheSame() throws Exception {
        try (Stage stage = watched("demo-token")) {
            stage.redis().freeze();
            breach(stage);
            stage.await("the bot is stopped", () -> stage.bot().mode().equals("DRY"));
            stage.redis().thaw();
            stage.awaitStopped();
        }
    }

    @Test
    void aBotThatDoesNotReadTheFlagIsStoppedByItsEndpoint() throws Exception {
        try (Stage stage = watched("demo-token")) {
            stage.bot().inject("deaf");
            breach(stage);
            stage.awaitStopped();
            assertThat(stage.bot().mode()).isEqualTo("DRY");
            assertThat(stage.flagSaysStop()).isTrue();
        }
    }

    @Test
    void aWrongTokenIsCountedAndNeverShown() throws Exception {
        try (Stage stage = watched("wrong-token")) {
            stage.bot().inject("deaf");
            breach(stage);
            stage.await("unconfirmed", () -> stage.board().stop().state() == StopState.UNCONFIRMED);
            stage.await("refused again and again", () -> failures(stage).getOrDefault("4xx", 0L) > 1);
            assertThat(stage.bot().mode()).isEqualTo("LIVE");
            assertThat(metrics(stage))
                    .contains("slo_watchdog_stop_write_failures_total{channel=\"http\",reason=\"4xx\"}")
                    .contains("slo_watchdog_stop_write_seconds_count{channel=\"http\"} 0")
                    .doesNotContain("wrong-token");
        }
    }

    private static Map<String, Long> failures(Stage stage) {
        return stage.board().stop().writeFailures().getOrDefault("http", Map.of());
    }

    private static String metrics(Stage stage) throws Exception {
        URI page = URI.create("http://127.0.0.1:" + stage.watchdog().port() + "/metrics");
        try (var in = page.toURL().openStream()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private Stage watched(String token) throws Exception {
        Stage stage = Stage.open(directory);
        Path file = Files.writeString(directory.resolve("token"), token);
        stage.watch(stage.prometheus().url().getPort(), Stage.DUPLICATES, """
                when_blind: {after: 1m, then: warn}
                http: {url: '%s/admin/emergency-stop', token_file: %s}
                """.formatted(
                        stage.bot().url(), file));
        stage.awaitAllPass();
        return stage;
    }

    private static void breach(Stage stage) {
        stage.bot().inject("duplicate");
        stage.awaitVerdict("duplicate_intents", Verdict.BREACH);
        ServerProcess.await("ordered", () -> stage.board().stop().state() != StopState.CLEAR);
    }
}
