package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.journal.Audit;
import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.journal.JournalReader;
import io.github.slowatchdog.servers.PrometheusServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The journal of {@code run} as a process that is killed, ended, and started twice (SPEC 8). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class JournalTest {

    @TempDir
    Path directory;

    private Path configuration(Stage stage) throws IOException {
        PrometheusServer prometheus = stage.prometheus();
        Path config = stage.configuration(
                prometheus.url().getPort(), SeedObjectivesTest.RULES, "when_blind: {after: 1m, then: warn}");
        Files.writeString(config, "journal: {path: journal}\n", StandardOpenOption.APPEND);
        return config;
    }

    private WatchdogProcess run(Path config) {
        return WatchdogProcess.start(directory, "run", "-c", config.toString());
    }

    /** Also a soak that has hardly begun goes on: what happens until the next process is there counts. */
    @Test
    void killedAsSoonAsItWatchesTheNextOneCountsWhatHappenedMeanwhile() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            Path config = configuration(stage);
            try (WatchdogProcess watchdog = run(config)) {
                stage.await("it watches", () -> watchdog.log().contains("slo=duplicate_intents from=waiting to=pass"));
                watchdog.kill();
            }
            stage.bot().inject("duplicate");
            try (WatchdogProcess watchdog = run(config)) {
                stage.await("it stops", () -> watchdog.log().contains("stop written"));
                assertThat(watchdog.log()).contains("slo=duplicate_intents").contains("cause=breach");
            }
        }
    }

    @Test
    void whatWasDecidedOutlivesAKillAndTheChainGoesOn() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            Path config = configuration(stage);
            try (WatchdogProcess watchdog = run(config)) {
                stage.await("it watches", () -> watchdog.log().contains("slo=exec_mode from=waiting to=pass"));
                stage.bot().inject("duplicate");
                stage.await("the stop is in the journal", () -> names().contains("stop confirmed"));
                watchdog.kill();
            }
            assertThat(names())
                    .startsWith("config loaded", "start", "phase", "soak started")
                    .contains("verdict changed", "stop ordered", "stop written", "soak ended")
                    .doesNotContain("shutdown");
            JsonObject breach = entries().stream()
                    .filter(entry -> "breach".equals(entry.data().getString("to")))
                    .findFirst()
                    .orElseThrow()
                    .data();
            assertThat(breach.getString("query")).isNotEmpty();
            assertThat(breach.getString("expected")).isEqualTo("== 0");
            assertThat(breach.getJsonArray("samples")).isNotEmpty();
            // and as if the machine had lost power in mid-line
            Files.writeString(journal(), "{\"seq\":99,\"at\":", StandardOpenOption.APPEND);
            int before = entries().size();
            try (WatchdogProcess watchdog = run(config)) {
                stage.await("it started again", () -> watchdog.log().contains("serving"));
                assertThat(watchdog.terminate()).as(watchdog.log()).isZero();
            }
            assertThat(names().subList(before, before + 3))
                    .containsExactly("journal torn line dropped", "config loaded", "start");
            assertThat(names()).contains("shutdown");
            Audit audit = JournalReader.audit(journal());
            assertThat(audit.firstBreak()).isEmpty();
            assertThat(audit.tornBytes()).isZero();
        }
    }

    @Test
    void aSecondProcessOnOneJournalIsRefused() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            Path config = configuration(stage);
            try (WatchdogProcess first = run(config)) {
                stage.await("it serves", () -> first.log().contains("serving"));
                try (WatchdogProcess second = run(config)) {
                    assertThat(second.exit()).isEqualTo(3);
                    assertThat(second.log())
                            .contains("the journal in", "is in use: process ", "journal.path")
                            .doesNotContain("\tat ");
                }
                assertThat(first.isAlive()).isTrue();
                int ended = first.terminate();
                assertThat(ended).as(first.log()).isZero();
            }
            assertThat(names()).filteredOn("start"::equals).hasSize(1);
            assertThat(names()).filteredOn("shutdown"::equals).hasSize(1);
        }
    }

    private Path journal() {
        return directory.resolve("journal/journal.jsonl");
    }

    private List<String> names() {
        return entries().stream().map(JournalEntry::event).toList();
    }

    private List<JournalEntry> entries() {
        try (Stream<JournalEntry> entries = JournalReader.entries(journal(), 0)) {
            return entries.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
