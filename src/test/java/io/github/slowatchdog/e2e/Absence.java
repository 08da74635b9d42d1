package io.github.slowatchdog.e2e;

import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.journal.JournalReader;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A watchdog with a journal that is killed in the middle of its soak, stays away for a while, and is started again. */
final class Absence implements AutoCloseable {

    private static final String RULES = """
            groups:
              - name: all
                interval: 500ms
                objectives:
                  - {name: duplicate_intents, count: vanta_intent_duplicate_total, expect: "== 0", no_data: met, on_breach: stop}
                  - name: errors
                    ratio: {bad: 'vanta_http_requests_total{status="500"}', total: vanta_http_requests_total, window: 3s}
                    expect: "< 50%"
                    on_breach: stop
                  - {name: reachable, expr: 'sum(up)', expect: "> 0", on_breach: stop}
            """;

    final Stage stage;
    final PrometheusServer prometheus;
    private final int port = ServerProcess.freePort();
    private final Path config;
    private WatchdogProcess watchdog;
    /** The soak when the watchdog was killed. */
    JsonObject before = new JsonObject();

    Instant left = Instant.MAX;

    /** Everything runs, everything passes, and a checkpoint says so. */
    Absence(Path directory, Duration window) throws IOException {
        stage = Stage.open(directory);
        prometheus = stage.prometheus();
        config = stage.configuration(prometheus.url().getPort(), RULES, "when_blind: {after: 1m, then: stop}");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("127.0.0.1:0", "127.0.0.1:" + port)
                        .replace("window: 5s", "window: " + window.toSeconds() + "s"));
        Files.writeString(config, "journal: {path: journal}\n", StandardOpenOption.APPEND);
        watchdog = launch();
        await("it soaks", status -> status.getJsonObject("soak").getDouble("clean_seconds") > 3);
        awaitCheckpoint();
    }

    private WatchdogProcess launch() {
        return WatchdogProcess.start(stage.directory(), "run", "-c", config.toString());
    }

    /** One that was taken after now. */
    private void awaitCheckpoint() {
        Instant now = Instant.now();
        stage.await(
                "a checkpoint",
                () -> checkpoint()
                        .map(kept -> Instant.parse(kept.getString("at")).isAfter(now))
                        .orElse(false));
    }

    private Optional<JsonObject> checkpoint() {
        try {
            return Optional.of(new JsonObject(Files.readString(directory().resolve("checkpoint.json"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** kill -9. */
    Absence leave() throws InterruptedException {
        before = soak();
        watchdog.kill();
        left = Instant.now();
        return this;
    }

    /** As long as it takes. */
    void stayAway(Duration length) {
        stage.await("time goes by", () -> Instant.now().isAfter(left.plus(length)));
    }

    /** The next process, once it has measured everything. */
    void comeBack() {
        watchdog = launch();
        await(
                "everything is measured again",
                status -> objectives(status)
                        .noneMatch(one -> one.getString("verdict").equals("waiting")));
    }

    String log() {
        return watchdog.log();
    }

    Optional<JsonObject> status() {
        try (var page = URI.create("http://127.0.0.1:" + port + "/api/v1/status")
                .toURL()
                .openStream()) {
            return Optional.of(new JsonObject(new String(page.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    JsonObject soak() {
        return status().orElseThrow().getJsonObject("soak");
    }

    JsonObject objective(String name) {
        return objectives(status().orElseThrow())
                .filter(one -> one.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonObject> objectives(JsonObject status) {
        return stream(status.getJsonArray("objectives"));
    }

    static Stream<JsonObject> stream(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    /** Waits until the status is like this. */
    void await(String what, Predicate<JsonObject> like) {
        try {
            ServerProcess.await(
                    what, Stage.PATIENCE, () -> status().filter(like).isPresent());
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + status() + "\n" + log(), e);
        }
    }

    void awaitConfirmed() {
        await(
                "stop confirmed",
                status -> "confirmed".equals(status.getJsonObject("stop").getString("state")));
    }

    String order() {
        return Optional.ofNullable(status().orElseThrow().getJsonObject("stop").getJsonObject("order"))
                .map(order -> order.getString("id"))
                .orElse("");
    }

    Path directory() {
        return stage.directory().resolve("journal");
    }

    List<JournalEntry> events(String name) {
        try (Stream<JournalEntry> entries = JournalReader.entries(directory().resolve("journal.jsonl"), 0)) {
            return entries.filter(entry -> entry.event().equals(name)).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many soaks were begun; those that went on are not counted. */
    long soaksBegun() {
        return events("soak started").stream()
                .filter(entry -> !entry.data().containsKey("left_at"))
                .count();
    }

    boolean isWhole() throws IOException {
        return JournalReader.audit(directory()).isWhole();
    }

    @Override
    public void close() throws Exception {
        watchdog.close();
        stage.close();
    }
}
