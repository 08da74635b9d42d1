package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The gate, as a CI job sees it: processes, real servers, exit codes. */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class GateTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private int port;
    private Path config = Path.of("");

    private void configure(Stage stage, String window) throws Exception {
        PrometheusServer prometheus = stage.prometheus();
        port = ServerProcess.freePort();
        Path token = Files.writeString(directory.resolve("token"), "sesame\n");
        config = stage.configuration(
                prometheus.url().getPort(),
                Stage.DUPLICATES,
                "when_blind: {after: 1m, then: warn}\nrelease: {green_for: 1s}");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("'127.0.0.1:0'", "'127.0.0.1:" + port + "', token_file: " + token)
                        .replace("window: 5s", "window: " + window));
    }

    private WatchdogProcess start(String... arguments) {
        return WatchdogProcess.start(directory, arguments);
    }

    /** The exit code of {@code status --gate}. */
    private int gate() throws InterruptedException {
        try (WatchdogProcess status = start("status", "--gate", "-c", config.toString())) {
            return status.exit();
        }
    }

    private HttpResponse<String> post(String path, JsonObject body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer sesame")
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject person(String reason) {
        return new JsonObject().put("by", "ann").put("reason", reason);
    }

    @Test
    void aWaitOutlivesTheWatchdogAndAStopOverHttpClosesTheGate() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            configure(stage, "1h");
            try (WatchdogProcess wait = start("status", "--wait", "3m", "-c", config.toString())) {
                try (WatchdogProcess first = start("run", "-c", config.toString())) {
                    stage.await("it waits for the soak", () -> wait.log().contains("the soak goes on"));
                    assertThat(gate()).as("soaking").isEqualTo(1);
                    first.kill();
                }
                stage.await(
                        "it has noticed",
                        () -> wait.log().lastIndexOf("asking again")
                                > wait.log().lastIndexOf("goes on"));
                // the first could have passed on a fast machine before it was asked; this one may pass when it likes
                Files.writeString(config, Files.readString(config).replace("window: 1h", "window: 3s"));
                try (WatchdogProcess second = start("run", "-c", config.toString())) {
                    stage.await("the soak has ended", () -> !wait.isAlive());
                    assertThat(wait.exit()).as(wait.log()).isZero();
                    assertThat(wait.log()).contains("gate open: phase canary").doesNotContain("Exception");
                    assertThat(gate()).isZero();
                    stopAndRelease(stage, second);
                }
            }
        }
    }

    private void stopAndRelease(Stage stage, WatchdogProcess watchdog) throws Exception {
        HttpResponse<String> stop = post("/api/v1/stop", person("looks odd"));
        assertThat(stop.statusCode()).as(stop.body()).isEqualTo(200);
        assertThat(stage.flagSaysStop()).isTrue();
        String order = new JsonObject(stop.body()).getJsonObject("order").getString("id");
        stage.await("the bot obeys", () -> watchdog.log().contains("stop confirmed"));
        assertThat(gate()).isEqualTo(1);

        JsonObject wrong = person("fixed").put("order", "nonsense");
        assertThat(post("/api/v1/release", wrong).statusCode()).isEqualTo(409);
        JsonObject release = person("fixed").put("order", order);
        stage.await("it is released", () -> released(release));
        assertThat(stage.flag().orElseThrow().getBoolean("emergency_stop")).isFalse();
        stage.await("the watchdog knows", () -> watchdog.log().contains("released"));
        assertThat(watchdog.log()).doesNotContain("sesame");
        stage.await("the gate is open again", this::isOpen);
    }

    private boolean isOpen() {
        try {
            return post("/api/v1/gate", new JsonObject()).statusCode() == 200;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean released(JsonObject release) {
        try {
            return post("/api/v1/release", release).statusCode() == 200;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void controlCEndsAWaitAndASecondOneGoesOn() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            configure(stage, "1h");
            try (WatchdogProcess watchdog = start("run", "-c", config.toString());
                    WatchdogProcess wait = start("status", "--wait", "1h", "-c", config.toString())) {
                stage.await("it waits for the soak", () -> wait.log().contains("the soak goes on"));
                wait.signal("INT");
                assertThat(wait.exit()).isEqualTo(130);
                assertThat(wait.log()).doesNotContain("Exception").doesNotContain("a bug");
                try (WatchdogProcess again = start("status", "--wait", "1s", "-c", config.toString())) {
                    assertThat(again.exit()).isEqualTo(2);
                    assertThat(again.log()).contains("of 1h clean").contains("has not ended within 1s");
                }
                assertThat(watchdog.isAlive()).isTrue();
            }
        }
    }
}
