package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Probes wherever a rule may have one: as indicator, in {@code when}, in {@code stop.confirm} and in {@code soak.require}. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class ProbeRulesTest {

    private static final String RULES = """
            groups:
              - name: status
                interval: 200ms
                objectives:
                  - {name: mode, probe: {url: PAGE, json: $.mode}, expect: "== RUNNING", blind_after: 1s, on_breach: stop}
                  - {name: queue, probe: {url: PAGE, json: $.queue.length}, expect: "< 10", blind_after: 1s, on_breach: warn}
                  - name: cycles
                    when: {probe: {url: PAGE, json: $.regime}, expect: "== RANGING"}
                    probe: {url: PAGE, json: $.cycles}
                    expect: "> 0"
                    blind_after: 1s
                    judged_for: 0s
                    on_breach: warn
            """;

    @TempDir
    Path directory;

    /** A status page that says what the test wants. */
    private static final class StatusPage implements AutoCloseable {
        private final HttpServer server;
        private volatile int status = 200;
        private volatile String body = "";

        StatusPage() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                // a redirect to another host would answer what is hoped for
                exchange.getResponseHeaders().set("Location", "http://localhost:" + port() + "/elsewhere");
                boolean elsewhere = exchange.getRequestURI().getPath().equals("/elsewhere");
                exchange.sendResponseHeaders(elsewhere ? 200 : status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        void say(int status, String body) {
            this.body = body.replace('\'', '"');
            this.status = status;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void everywhere() throws Exception {
        try (StatusPage page = new StatusPage();
                Stage stage = Stage.open(directory)) {
            page.say(
                    200,
                    "{'mode': 'RUNNING', 'queue': {'length': 3}, 'regime': 'TRENDING', 'cycles': 0, 'ready': false}");
            watch(stage, page);

            stage.awaitVerdict("mode", Verdict.PASS);
            stage.awaitVerdict("queue", Verdict.PASS);
            stage.awaitVerdict("cycles", Verdict.IDLE);

            page.say(
                    200,
                    "{'mode': 'RUNNING', 'queue': {'length': 10}, 'regime': 'RANGING', 'cycles': 0, 'ready': false}");
            stage.awaitVerdict("queue", Verdict.BREACH);
            stage.awaitVerdict("cycles", Verdict.BREACH);
            assertThat(stage.board().soak().verdict())
                    .as("not ready, which is required")
                    .isEqualTo(SoakVerdict.SOAKING);

            page.say(
                    200,
                    "{'mode': 'RUNNING', 'queue': {'length': 9}, 'regime': 'RANGING', 'cycles': 1, 'ready': true}");
            stage.awaitVerdict("queue", Verdict.PASS);
            stage.awaitVerdict("cycles", Verdict.PASS);
            stage.await("the soak passes", () -> stage.board().soak().verdict() == SoakVerdict.PASS);

            // an answer that is none: neither what a redirect leads to, nor a condition that cannot be known
            page.say(302, "{'mode': 'RUNNING', 'queue': {'length': 9}, 'regime': 'RANGING', 'cycles': 1}");
            stage.awaitVerdict("mode", Verdict.BLIND);
            stage.awaitVerdict("queue", Verdict.BLIND);
            stage.awaitVerdict("cycles", Verdict.BLIND);
            assertThat(stage.view("mode").readings().toString())
                    .contains(Reason.ERROR.name())
                    .contains("redirects are not followed");

            page.say(200, "{'mode': 'RUNNING', 'mode': 'HALTED'}");
            stage.await(
                    "malformed", () -> stage.view("mode").readings().toString().contains(Reason.MALFORMED.name()));
            assertThat(stage.flag()).as("nobody has ordered a stop").isEmpty();

            page.say(200, "{'mode': 'HALTED'}");
            stage.awaitVerdict("mode", Verdict.BREACH);
            stage.awaitStopped();
            assertThat(stage.bot().mode()).isEqualTo("DRY");
        }
    }

    private static void watch(Stage stage, StatusPage page) throws IOException {
        String url = "'http://127.0.0.1:" + page.port() + "/status'";
        Path config = stage.configuration(
                ServerProcess.freePort(), RULES.replace("PAGE", url), "when_blind: {after: 1m, then: warn}");
        String required =
                "soak: {window: 1s, require: [{probe: {url: " + url + ", json: $.ready}, expect: \"== true\"}]}";
        Files.writeString(config, Files.readString(config).replace("soak: {window: 5s}", required));
        stage.watch(Stage.load(config));
    }
}
