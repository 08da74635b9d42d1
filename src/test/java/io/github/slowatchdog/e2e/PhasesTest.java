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

/** SPEC 6: a phase begins after the pass of the one before on the same build, and by nothing else but a person's word. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class PhasesTest {

    private static final String PHASES = """
            journal: {path: journal}
            phases:
              - name: staging
                vars: {mode: LIVE}
                soak: {window: 2s, restart_on_build: {metric: vanta_build_info, label: version}}
              - name: canary
                after: staging
                vars: {mode: LIVE}
                soak: {window: 1h, restart_on_build: {metric: vanta_build_info, label: version}}
            phase: staging
            """;

    private final int port = ServerProcess.freePort();

    @TempDir
    Path directory;

    @Test
    void theCanaryBeginsAfterThePassOfItsBuildAndOfNoOther() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            Path config = configuration(stage, stage.prometheus(), stage.bot());
            refused(config, "not_passed", "staging has not been soaked to its end on build v2");

            try (WatchdogProcess staging = run(config, "--phase", "staging")) {
                stage.await("staging passes", () -> ended().stream().anyMatch(this::isPass));
                assertThat(staging.terminate()).as(staging.log()).isZero();
            }
            assertThat(ended().get(0).data().getString("build")).isEqualTo("v2");
            assertThat(ended().get(0).data().getString("soak")).isNotEmpty();

            try (WatchdogProcess canary = run(config, "--phase", "canary")) {
                stage.await("the canary is watched", () -> begun("canary", "passed"));
                stage.await("it watches", () -> canary.log().contains("slo=exec_mode from=waiting to=pass"));
                matrix(config);
                JsonObject begun = last("phase");
                assertThat(begun.getString("build")).isEqualTo("v2");
                assertThat(begun.getString("passed_soak"))
                        .isEqualTo(ended().get(0).data().getString("soak"));
                canary.kill();
            }
            anotherBuild(stage);
        }
    }

    /** What {@code status} says of the phases. */
    private void matrix(Path config) throws Exception {
        try (WatchdogProcess status = WatchdogProcess.start(directory, "status", "-c", config.toString())) {
            assertThat(status.exit(Stage.PATIENCE)).as(status.log()).isZero();
            assertThat(status.log())
                    .containsPattern("(?m)^staging +pass +v2 +\\w+ +20\\S+Z +yes$")
                    .containsPattern("(?m)^canary +soaking +v2 +\\w+ +runs now$");
        }
    }

    /** The same journal, and a bot that is v3. */
    private void anotherBuild(Stage stage) throws Exception {
        try (DemoBot next = DemoBot.start("--version", "v3");
                PrometheusServer prometheus = scraping(next)) {
            Path config = configuration(stage, prometheus, next);
            // one that nobody can tell would be the one that goes on
            stage.await(
                    "Prometheus knows it",
                    InstantQuery.of(prometheus.url(), "vanta_build_info{version=\"v3\"}")::findsNow);
            refused(config, "other_build", "staging has no result on build v3; it has: pass on build v2");
            assertThat(names())
                    .filteredOn("phase"::equals)
                    .as("nothing has begun")
                    .hasSize(2);

            try (WatchdogProcess canary = run(
                    config, "--phase", "canary", "--override", "--by", "alice", "--reason", "only the logo is new")) {
                stage.await("it begins all the same", () -> canary.log().contains("serving"));
                assertThat(canary.terminate()).as(canary.log()).isZero();
            }
            JsonObject told = last("phase");
            assertThat(told.getString("by")).isEqualTo("alice");
            assertThat(told.getString("reason")).isEqualTo("only the logo is new");
            assertThat(told.getString("refused")).isEqualTo("other_build");
            assertThat(told.getString("build")).isEqualTo("v3");
            assertThat(JournalReader.audit(journal()).firstBreak()).isEmpty();

            // a pass that somebody writes in by hand
            Path journal = journal().resolve("journal.jsonl");
            Files.writeString(journal, Files.readString(journal).replace("\"build\":\"v2\"", "\"build\":\"v3\""));
            try (WatchdogProcess canary = run(config, "--phase", "canary")) {
                stage.await("what had begun goes on", () -> canary.log().contains("serving"));
                assertThat(begun("canary", "continued")).isTrue();
                assertThat(last("phase").getString("refused")).isEqualTo("journal_broken");
                assertThat(canary.terminate()).as(canary.log()).isZero();
            }
            Files.writeString(
                    journal, Files.readString(journal).replace("\"phase\":\"canary\"", "\"phase\":\"other\""));
            refused(config, "journal_broken", "the chain of the journal is broken at line ");
        }
    }

    @Test
    void aBuildThatNobodyTellsRefusesABeginningAndNotARestart() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            Path config = configuration(stage, prometheus, stage.bot());
            Files.writeString(config, Files.readString(config).replace("bot: {", "# bot: {"));
            Path nowhere = Files.writeString(
                    directory.resolve("nowhere.yaml"),
                    Files.readString(config)
                            .replace(prometheus.url().toString(), "http://127.0.0.1:" + ServerProcess.freePort()));
            refused(nowhere, "build_unknown", "lane prometheus: error");
            try (WatchdogProcess canary =
                    run(config, "--phase", "canary", "--override", "--by", "bob", "--reason", "rehearsal")) {
                stage.await("it begins", () -> begun("canary", "overridden"));
                canary.kill();
            }
            try (WatchdogProcess canary = run(nowhere, "--phase", "canary")) {
                stage.await("it goes on", () -> canary.log().contains("serving"));
                assertThat(begun("canary", "continued")).isTrue();
                assertThat(last("phase").getString("build")).as("as it was").isEqualTo("v2");
                assertThat(canary.terminate()).as(canary.log()).isZero();
            }
        }
    }

    private Path configuration(Stage stage, PrometheusServer prometheus, DemoBot bot) throws IOException {
        Path config = stage.configuration(
                prometheus.url().getPort(), SeedObjectivesTest.RULES, "when_blind: {after: 1m, then: warn}");
        String text = Files.readString(config);
        Files.writeString(
                config,
                text.substring(0, text.indexOf("phases:"))
                                .replace(stage.bot().url().toString(), bot.url().toString())
                                .replace("127.0.0.1:0", "127.0.0.1:" + port)
                        + PHASES);
        return config;
    }

    private PrometheusServer scraping(DemoBot bot) {
        return PrometheusServer.in(directory)
                .scrape("vanta-metrics", bot.url().getAuthority())
                .start();
    }

    private WatchdogProcess run(Path config, String... more) {
        return WatchdogProcess.start(
                directory,
                Stream.concat(Stream.of("run", "-c", config.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private void refused(Path config, String code, String why) throws InterruptedException {
        try (WatchdogProcess canary = run(config, "--phase", "canary")) {
            // the build may take 10 s to be not known
            assertThat(canary.exit(Stage.PATIENCE)).as(canary.log()).isEqualTo(3);
            assertThat(canary.log())
                    .contains("phase canary may not begin: " + code + ": ", why, "    fix: ", "--override")
                    .doesNotContain("\tat ", "soak started");
        }
    }

    private boolean isPass(JournalEntry entry) {
        return "pass".equals(entry.data().getString("verdict"));
    }

    private boolean begun(String phase, String how) {
        return entries().stream()
                .filter(entry -> entry.event().equals("phase"))
                .map(JournalEntry::data)
                .anyMatch(data -> phase.equals(data.getString("phase")) && how.equals(data.getString("begun")));
    }

    private JsonObject last(String event) {
        List<JournalEntry> all =
                entries().stream().filter(entry -> entry.event().equals(event)).toList();
        return all.get(all.size() - 1).data();
    }

    private List<JournalEntry> ended() {
        return entries().stream()
                .filter(entry -> entry.event().equals("soak ended"))
                .toList();
    }

    private List<String> names() {
        return entries().stream().map(JournalEntry::event).toList();
    }

    private Path journal() {
        return directory.resolve("journal");
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
