package io.github.slowatchdog.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.servers.AlertmanagerServer;
import io.github.slowatchdog.servers.ScriptedServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether people would be told, asked of a real Alertmanager and of servers that answer what Grafana does. */
class TellingPreflightTest {

    private static final String RULES =
            "groups: [{name: all, objectives: [{name: it, count: x, expect: \"== 0\", on_breach: fail}]}]";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void end() {
        vertx.close();
    }

    private TellingJudge.Told told(String keys) throws Exception {
        Loaded.Ok loaded = Checked.load(directory, """
                name: desk
                rules: [rules.yaml]
                prometheus: {url: 'http://127.0.0.1:9'}
                stop: {redis: {url: 'redis://127.0.0.1:9'}, when_blind: {after: 1m, then: warn}}
                phases: [{name: dry, soak: {window: 1h}}]
                """ + keys + "\n", RULES);
        TellingLook look = TellingLook.at(vertx, loaded.settings())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        return TellingJudge.of(look, loaded.places());
    }

    private List<String> found(TellingJudge.Told told) {
        return told.findings().stream()
                .map(finding -> finding.toString().lines().findFirst().orElseThrow())
                .map(line -> line.replace(directory + "/", "").replaceAll("127.0.0.1:\\d+", "HOST"))
                .toList();
    }

    @Test
    void where_nobody_is_to_be_told_nobody_is_asked() throws Exception {
        assertThat(told("").findings()).isEmpty();
    }

    @Test
    void an_alertmanager_that_is_well_one_that_is_not_there_and_one_that_wants_a_password() throws Exception {
        try (AlertmanagerServer well = AlertmanagerServer.start(directory.resolve("well"));
                ScriptedServer strict = ScriptedServer.start()
                        .on("/", asked -> ScriptedServer.send(asked, 401, "text/plain", "who are you?"))) {
            TellingJudge.Told told = told("alertmanager:\n  urls: ['" + well.url() + "',\n    'http://127.0.0.1:"
                    + ServerProcess.freePort() + "',\n    '" + strict.url() + "']");

            assertThat(found(told))
                    .containsExactly(
                            "watchdog.yaml:8:5: error alertmanager-unreachable: alertmanager.urls[1]: GET http://HOST/api/v2/status: the connection was refused; nothing listens there",
                            "watchdog.yaml:9:5: error alertmanager-refuses: alertmanager.urls[2]: /api/v2/status is answered with HTTP 401: who are you?");
            assertThat(told.unreachable()).isTrue();
        }
    }

    @Test
    void a_grafana_whose_token_may_not_see_annotations() throws Exception {
        try (ScriptedServer grafana = ScriptedServer.start()
                .on("/api/health", "{\"database\": \"ok\", \"version\": \"11.2.0\"}")
                .on("/api/annotations", asked -> ScriptedServer.send(asked, 403, "application/json", "{}"))) {
            assertThat(found(told("grafana: {url: '" + grafana.url() + "'}")))
                    .containsExactly(
                            "watchdog.yaml:6:16: warn grafana-refuses: grafana.url: /api/annotations is answered with HTTP 403: {}");
        }
    }

    @Test
    void a_grafana_that_is_not_there_is_no_server_that_is_needed() throws Exception {
        TellingJudge.Told told = told("grafana: {url: 'http://127.0.0.1:" + ServerProcess.freePort() + "'}");

        assertThat(found(told))
                .containsExactly(
                        "watchdog.yaml:6:16: warn grafana-unreachable: grafana.url: GET http://HOST/api/health: the connection was refused; nothing listens there");
        assertThat(told.unreachable()).isFalse();
    }
}
