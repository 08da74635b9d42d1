package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.demo.DemoBot;
import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.journal.JournalReader;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SPEC 5: a bot that comes back as another build in mid-soak is soaked anew. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class NewBuildTest {

    private static final String PHASES = """
            journal: {path: journal}
            phases:
              - name: staging
                vars: {mode: LIVE}
                soak: {window: 1h, restart_on_build: {metric: vanta_build_info, label: version}}
            phase: staging
            """;

    @TempDir
    Path directory;

    @Test
    void aBreachOfTheOldBuildIsNotOfTheNewOneAndItsStopStays() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            String port = Integer.toString(ServerProcess.freePort());
            Path config = configuration(stage, prometheus, port);
            try (WatchdogProcess watchdog = run(config)) {
                stage.await("it watches", () -> watchdog.log().contains("slo=duplicate_intents from=waiting to=pass"));
                stage.bot().inject("duplicate");
                stage.await("stopped", () -> told("stop confirmed") == 1);
                stage.await("failed", () -> told("soak ended") == 1);
                String failed = last("soak ended").getString("soak");

                String at = Integer.toString(stage.bot().url().getPort());
                stage.bot().close();
                try (DemoBot next = DemoBot.start(
                        "--port",
                        at,
                        "--version",
                        "v3",
                        "--redis",
                        "127.0.0.1:" + stage.redis().port())) {
                    stage.await("a new soak", () -> told("soak restarted") == 1);
                    JsonObject restarted = last("soak restarted");
                    assertThat(restarted.getString("from")).isEqualTo("v2");
                    assertThat(restarted.getString("to")).isEqualTo("v3");
                    assertThat(restarted.getString("soak")).isEqualTo(failed);
                    JsonObject started = last("soak started");
                    assertThat(started.getString("build")).isEqualTo("v3");
                    assertThat(started.getString("soak"))
                            .isEqualTo(restarted.getString("next_soak"))
                            .isNotEqualTo(failed);

                    stage.await("status shows it", () -> status(port).contains("phase staging, build v3"));
                    stage.await("it soaks", () -> status(port).contains("soak   soaking"));
                    assertThat(status(port)).contains("stop   CONFIRMED");
                    assertThat(told("stop ordered"))
                            .as("no breach is counted twice")
                            .isEqualTo(1);
                    assertThat(told("released")).isZero();
                    assertThat(stage.flagSaysStop()).isTrue();

                    next.inject("duplicate");
                    stage.await("a further one fails the new soak", () -> told("soak ended") == 2);
                    assertThat(last("soak ended").getString("build")).isEqualTo("v3");
                    assertThat(watchdog.terminate()).as(watchdog.log()).isZero();
                    failedStaysFailedUntilSomebodyWantsANewSoak(stage, config);
                }
            }
            assertThat(JournalReader.audit(directory.resolve("journal")).firstBreak())
                    .isEmpty();
        }
    }

    private void failedStaysFailedUntilSomebodyWantsANewSoak(Stage stage, Path config) throws Exception {
        String failed = last("soak ended").getString("soak");
        try (WatchdogProcess watchdog = run(config)) {
            stage.await("it goes on", () -> last("soak started").containsKey("left_at"));
            assertThat(last("soak started").getString("soak")).isEqualTo(failed);
            stage.await("it serves", () -> watchdog.log().contains("serving"));
            assertThat(watchdog.terminate()).as(watchdog.log()).isZero();
        }
        try (WatchdogProcess watchdog = run(config, "--new-soak", "--by", "alice")) {
            assertThat(watchdog.exit()).as(watchdog.log()).isEqualTo(4);
        }
        try (WatchdogProcess watchdog = run(config, "--by", "alice", "--reason", "nothing in particular")) {
            assertThat(watchdog.exit()).as(watchdog.log()).isEqualTo(4);
        }
        try (WatchdogProcess watchdog =
                run(config, "--new-soak", "--override", "--by", "alice", "--reason", "mended")) {
            stage.await("anew", () -> told("soak restarted") == 2);
            stage.await("it serves", () -> watchdog.log().contains("serving"));
            assertThat(last("soak restarted").getString("by")).isEqualTo("alice");
            assertThat(last("phase").getBoolean("new_soak")).isTrue();
            assertThat(last("phase").getString("reason")).isEqualTo("mended");
            assertThat(last("soak started").getString("soak")).isNotEqualTo(failed);
            assertThat(watchdog.terminate()).as(watchdog.log()).isZero();
        }
    }

    private Path configuration(Stage stage, PrometheusServer prometheus, String port) throws IOException {
        Path config = stage.configuration(
                prometheus.url().getPort(), Stage.DUPLICATES, "when_blind: {after: 1m, then: warn}");
        String text = Files.readString(config);
        Files.writeString(
                config,
                text.substring(0, text.indexOf("phases:")).replace("127.0.0.1:0", "127.0.0.1:" + port) + PHASES);
        return config;
    }

    private WatchdogProcess run(Path config, String... more) {
        return WatchdogProcess.start(
                directory,
                Stream.concat(Stream.of("run", "-c", config.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private String status(String port) {
        try (WatchdogProcess status = WatchdogProcess.start(directory, "status", "--url", "http://127.0.0.1:" + port)) {
            status.exit();
            return status.log();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private long told(String event) {
        return entries().stream().filter(entry -> entry.event().equals(event)).count();
    }

    private JsonObject last(String event) {
        List<JournalEntry> all =
                entries().stream().filter(entry -> entry.event().equals(event)).toList();
        return all.get(all.size() - 1).data();
    }

    private List<JournalEntry> entries() {
        try (Stream<JournalEntry> entries = JournalReader.entries(directory.resolve("journal"), 0)) {
            return entries.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
