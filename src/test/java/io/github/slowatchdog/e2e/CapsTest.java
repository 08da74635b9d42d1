package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.slo.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** rules/vanta-caps.yaml: a bot that is configured to go further than its step of the expansion allows is stopped. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class CapsTest {

    private static final List<String> CAPS =
            List.of("max_notional", "max_leverage", "symbols", "max_users", "canary_flag");

    @TempDir
    Path directory;

    private Settings settings(Stage stage, String variables) throws IOException {
        PrometheusServer prometheus = stage.prometheus();
        Path config = stage.configuration(
                prometheus.url().getPort(),
                Files.readString(Path.of("rules/vanta-caps.yaml")),
                "when_blind: {after: 1m, then: warn}");
        Files.writeString(config, Files.readString(config).replace("vars: {mode: LIVE}", "vars: {" + variables + "}"));
        return Stage.load(config);
    }

    @Test
    void withinThemItPasses() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            stage.watch(settings(
                    stage,
                    "max_notional: 10, max_leverage: 2, symbols: BTC-USD|ETH-USD, max_users: 5, canary: '== 1'"));
            for (String cap : CAPS) {
                stage.awaitVerdict(cap, Verdict.PASS);
            }
            assertThat(stage.flag()).isEmpty();
        }
    }

    @Test
    void beyondAnyOfThemItIsStopped() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            stage.watch(settings(
                    stage, "max_notional: 9, max_leverage: 1.5, symbols: BTC-.+, max_users: 2, canary: '== 0'"));
            for (String cap : CAPS) {
                stage.awaitVerdict(cap, Verdict.BREACH);
            }
            stage.awaitStopped();
            assertThat(stage.flagSaysStop()).isTrue();
        }
    }
}
