package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each of the five objectives that a canary is watched by breaches, and the bot stops. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class SeedObjectivesTest {

    static final String RULES = """
            groups:
              - name: seed
                interval: 500ms
                objectives:
                  - {name: duplicate_intents, count: vanta_intent_duplicate_total, expect: "== 0", no_data: met, on_breach: stop}
                  - {name: illegal_transitions, count: vanta_intent_illegal_transition_total, expect: "== 0", no_data: met, on_breach: stop}
                  - {name: exec_mode, state: {metric: vanta_exec_mode, label: mode}, expect: "== ${mode}", on_breach: stop}
                  - {name: exec_mode_changes, changes: {state: vanta_exec_mode, label: mode}, window: 10m, expect: "< 2", on_breach: stop}
                  - name: error_rate
                    ratio: {bad: 'vanta_http_requests_total{status=~"5.."}', total: vanta_http_requests_total, window: 5m, min_events: 20}
                    expect: "< 0.5%"
                    for: 1s
                    on_breach: stop
            """;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({
        "duplicate_intents, duplicate",
        "illegal_transitions, illegal",
        "exec_mode, dry",
        "exec_mode_changes, flap&n=2&ms=2500",
        "error_rate, errors&n=50"
    })
    void stopsTheBot(String slo, String injected) throws Exception {
        String rules = slo.equals("exec_mode_changes") ? RULES.replace("== ${mode}", "=~ LIVE|DRY") : RULES;
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            stage.watch(prometheus.url().getPort(), rules, "when_blind: {after: 1m, then: warn}");
            stage.awaitAllPass();
            assertThat(stage.flag()).as("nothing is written before a breach").isEmpty();

            stage.bot().inject(injected);

            stage.awaitStopped();
            assertThat(stage.flagSaysStop()).isTrue();
            assertThat(stage.bot().mode()).isEqualTo("DRY");
            assertThat(stage.board().stop().order().orElseThrow().slo()).isEqualTo(slo);
            assertThat(stage.view(slo).breach()).isPresent();
            assertThat(stage.board().soak().verdict()).isEqualTo(SoakVerdict.FAIL);
            assertThat(stage.board().gateOpen()).isFalse();
        }
    }

    @ParameterizedTest(name = "clean soak with traffic, version {0}")
    @CsvSource("v2")
    void passesACleanSoak(String version) throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            stage.watch(prometheus.url().getPort(), RULES, "when_blind: {after: 1m, then: warn}");
            stage.await("the soak passes", () -> stage.board().soak().verdict() == SoakVerdict.PASS);
            assertThat(stage.board().gateOpen()).as(version).isTrue();
            assertThat(stage.flag()).isEmpty();
            assertThat(stage.verdict("error_rate")).isEqualTo(Verdict.PASS);
        }
    }
}
