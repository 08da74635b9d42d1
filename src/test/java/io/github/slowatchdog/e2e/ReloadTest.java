package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Another configuration while the process runs: nothing counted is lost, no stop is let go, a broken file changes nothing. */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class ReloadTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** The second event is one too many; the depth is only there to be changed. */
    private static final String RULES = """
            groups:
              - name: intents
                interval: 500ms
                objectives:
                  - {name: duplicates, count: vanta_intent_duplicate_total, expect: "<= 1", no_data: met, on_breach: stop}
                  - {name: depth, gauge: vanta_depth, expect: "<= 100", no_data: met, on_breach: warn}
            """;

    @TempDir
    Path directory;

    private int port;
    private Path config = Path.of("");
    private Path rules = Path.of("");

    private void configure(Stage stage) throws IOException {
        port = ServerProcess.freePort();
        Path token = Files.writeString(directory.resolve("token"), "sesame\n");
        config = stage.configuration(
                stage.prometheus().url().getPort(),
                RULES,
                "when_blind: {after: 1m, then: warn}\nrelease: {green_for: 1s}");
        rules = directory.resolve("rules.yaml");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("'127.0.0.1:0'", "'127.0.0.1:" + port + "', token_file: " + token)
                        .replace("window: 5s", "window: 1h")
                        .replace("    http: {", "    journal: {path: journal}\n    http: {")
                        .replace("\nhttp: {", "\njournal: {path: journal}\nhttp: {"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> reload(String token) {
        return send(
                at("/-/reload").header("Authorization", "Bearer " + token).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private JsonObject status() {
        return new JsonObject(send(at("/api/v1/status")).body());
    }

    private String metrics() {
        return send(at("/metrics")).body();
    }

    /** The journal is written by a thread of its own, so it may be a little behind the log. */
    private JsonObject journalled(String name, int number) {
        ServerProcess.await(
                name + " is in the journal", () -> told(name, number).isPresent());
        return told(name, number).orElseThrow();
    }

    private Optional<JsonObject> told(String name, int number) {
        try {
            return Files.readAllLines(directory.resolve("journal/journal.jsonl")).stream()
                    .filter(line -> line.endsWith("}"))
                    .map(JsonObject::new)
                    .filter(line -> line.getString("event").equals(name))
                    .skip(number)
                    .findFirst()
                    .map(line -> line.getJsonObject("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int times(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        int times = 0;
        while (matcher.find()) {
            times++;
        }
        return times;
    }

    private static boolean reloaded(WatchdogProcess watchdog, int times) {
        return times(watchdog.log(), "reload ok=true") >= times;
    }

    private static boolean isReady(WatchdogProcess watchdog) {
        return watchdog.log().contains("slo=depth from=waiting to=")
                && watchdog.log().contains("slo=duplicates from=waiting to=");
    }

    @Test
    void countsGoOnAStopIsHeldAndABrokenFileChangesNothing() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            configure(stage);
            try (WatchdogProcess watchdog = WatchdogProcess.start(directory, "run", "-c", config.toString())) {
                stage.await("it watches", () -> isReady(watchdog));
                stage.bot().inject("duplicate");
                stage.await(
                        "the first event is counted",
                        () -> metrics().contains("slo_watchdog_value{lane=\"prometheus\",slo=\"duplicates\"} 1.0"));
                String soak = status().getJsonObject("soak").getString("id");

                Files.writeString(rules, RULES.replace("<= 100", "<= 99"));
                watchdog.signal("HUP");
                stage.await("it has reloaded", () -> reloaded(watchdog, 1));
                assertThat(journalled("reload", 0).getJsonArray("anew")).containsExactly("depth");
                assertThat(journalled("reload", 0).getString("trigger")).isEqualTo("SIGHUP");
                assertThat(status().getJsonObject("soak").getString("id")).isEqualTo(soak);
                assertThat(watchdog.log()).doesNotContain("stop ordered");

                stage.bot().inject("duplicate");
                stage.await("the second is one too many, since the first still counts", stage::flagSaysStop);
                stage.await("the bot obeys", () -> watchdog.log().contains("stop confirmed"));
                holdOverAReload(stage, watchdog);
                breakTheFile(stage, watchdog);
                assertThat(watchdog.log()).doesNotContain("Exception").doesNotContain("sesame");
            }
        }
    }

    private void holdOverAReload(Stage stage, WatchdogProcess watchdog) throws Exception {
        String order = status().getJsonObject("stop").getJsonObject("order").getString("id");
        Files.writeString(rules, RULES.replace("<= 100", "<= 98"));
        watchdog.signal("HUP");
        stage.await("it has reloaded with a stop in force", () -> {
            assertThat(stage.flagSaysStop()).as("the flag never leaves stop").isTrue();
            return reloaded(watchdog, 2);
        });
        stage.await("the stop is confirmed again", () -> {
            assertThat(stage.flagSaysStop()).as("the flag never leaves stop").isTrue();
            return status().getJsonObject("stop").getString("state").equals("confirmed");
        });
        assertThat(status().getJsonObject("stop").getJsonObject("order").getString("id"))
                .isEqualTo(order);
        assertThat(times(watchdog.log(), "stop ordered")).isEqualTo(1);
        assertThat(watchdog.log()).doesNotContain("flag lost").doesNotContain("flag overwritten");
    }

    private void breakTheFile(Stage stage, WatchdogProcess watchdog) throws Exception {
        String before = journalled("reload", 1).getString("after");
        Files.writeString(rules, RULES.replace("expect: \"<= 100\"", "expct: \"<= 100\""));
        assertThat(reload("sesam").statusCode()).isEqualTo(401);
        assertThat(watchdog.log()).doesNotContain("ok=false");
        HttpResponse<String> broken = reload("sesame");
        assertThat(broken.statusCode()).as(broken.body()).isEqualTo(400);
        assertThat(broken.body()).contains("rules.yaml:6:").contains("expct").contains("fix:");
        stage.await("the log has the place", () -> watchdog.log().contains("configuration problem at="));
        assertThat(watchdog.log()).contains("rules.yaml:6:");
        assertThat(metrics())
                .contains("slo_watchdog_config_last_reload_successful 0.0")
                .contains("slo_watchdog_config_info{hash=\"" + before + "\"} 1");
        assertThat(status().getJsonArray("objectives")).hasSize(2);
        assertThat(stage.flagSaysStop()).isTrue();

        Files.writeString(rules, RULES);
        Files.writeString(config, Files.readString(config).replace("name: stage", "name: other"));
        HttpResponse<String> mended = reload("sesame");
        assertThat(mended.statusCode()).as(mended.body()).isEqualTo(200);
        JsonObject answer = new JsonObject(mended.body());
        assertThat(answer.getString("before")).isEqualTo(before);
        assertThat(answer.getJsonArray("need_restart")).containsExactly("name");
        assertThat(metrics())
                .contains("slo_watchdog_config_last_reload_successful 1.0")
                .contains("slo_watchdog_config_info{hash=\"" + answer.getString("after") + "\"} 1");
    }

    @Test
    void aConfigMapIsFollowedThroughItsLinks() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            configure(stage);
            Path mount = Files.createDirectories(directory.resolve("mount"));
            publish(mount, "..v1", RULES, Files.readString(config));
            Files.createSymbolicLink(mount.resolve("watchdog.yaml"), Path.of("..data/watchdog.yaml"));
            Files.createSymbolicLink(mount.resolve("rules.yaml"), Path.of("..data/rules.yaml"));
            String file = mount.resolve("watchdog.yaml").toString();
            try (WatchdogProcess watchdog = WatchdogProcess.start(directory, "run", "--watch-config", "-c", file)) {
                stage.await("it watches", () -> isReady(watchdog));
                publish(mount, "..v2", RULES.replace("<= 100", "<= 99"), Files.readString(config));
                stage.await("it follows", () -> reloaded(watchdog, 1));
                assertThat(watchdog.log()).contains("trigger=watch").doesNotContain("ok=false");
                publish(mount, "..v3", RULES.replace("gauge:", "gage:"), Files.readString(config));
                stage.await("it tells of a broken one", () -> watchdog.log().contains("reload ok=false"));
                assertThat(watchdog.isAlive()).isTrue();
            }
        }
    }

    /** As the kubelet does it: a new directory, and a link that is replaced in one step. */
    private static void publish(Path mount, String version, String rules, String config) throws IOException {
        Path data = Files.createDirectories(mount.resolve(version));
        Files.writeString(data.resolve("rules.yaml"), rules);
        Files.writeString(data.resolve("watchdog.yaml"), config);
        Path link = mount.resolve("..data_tmp");
        Files.createSymbolicLink(link, Path.of(version));
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
