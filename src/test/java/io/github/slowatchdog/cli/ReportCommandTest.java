package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.journal.FileJournal;
import io.github.slowatchdog.journal.JournalReader;
import io.github.slowatchdog.watch.Event;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path directory;

    @BeforeEach
    void aJournal() throws IOException {
        try (FileJournal journal = FileJournal.open(directory, "desk", InstantSource.fixed(NOW))) {
            journal.record(event("soak started", Map.of("soak", "m1", "phase", "dry")));
            journal.record(
                    event("soak ended", Map.of("soak", "m1", "phase", "dry", "verdict", "pass", "why", "clean")));
        }
    }

    private static Event event(String name, Map<String, Object> data) {
        return new Event(NOW, Event.Level.INFO, name, data);
    }

    private Terminal report(String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "report";
        args[1] = "--journal";
        args[2] = directory.toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return new Terminal().run(args);
    }

    @Test
    void theAnswerIsOnStandardOutput() {
        Terminal markdown = report();
        assertThat(markdown.exit()).isZero();
        assertThat(markdown.err()).isEmpty();
        assertThat(markdown.out()).startsWith("# Soak report, phase dry").contains("PASS: clean");
        assertThat(report("--format", "html").out()).startsWith("<!DOCTYPE html>");
        Terminal json = report("--json", "--at", "2026-11-21T09:00:00Z");
        assertThat(new JsonObject(json.out()).getString("generated_at")).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(report("--json").out()).isEqualTo(report("--format", "json").out());
    }

    @Test
    void aFileIsWritten() throws IOException {
        Path file = directory.resolve("soak.html");
        Terminal written = report("--format", "html", "--output", file.toString());
        assertThat(written.exit()).isZero();
        assertThat(written.out()).isEmpty();
        assertThat(written.err()).contains("written");
        assertThat(file).content().endsWith("</html>\n");
        Terminal nowhere =
                report("--output", directory.resolve("no/such/dir.md").toString());
        assertThat(nowhere.exit()).isEqualTo(4);
        assertThat(nowhere.err()).contains("cannot be written").contains("fix:");
    }

    @Test
    void phaseAndSoakChoose() {
        assertThat(report("--phase", "dry").exit()).isZero();
        Terminal none = report("--soak", "m7");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("no such soak").contains("m7").contains("fix:");
        assertThat(report("--from", "2027-01-01T00:00:00Z").exit()).isEqualTo(2);
        Terminal nowhere = new Terminal()
                .run("report", "--journal", directory.resolve("none").toString());
        assertThat(nowhere.exit()).isEqualTo(2);
        assertThat(nowhere.err()).contains("there is no journal").contains("fix:");
    }

    @Test
    void misuseIsUsage() {
        for (String[] wrong : new String[][] {
            {"--format", "pdf"},
            {"--from", "yesterday"},
            {"--soak", "m1", "--phase", "dry"},
            {"--json", "--format", "md"}
        }) {
            Terminal misused = report(wrong);
            assertThat(misused.exit()).as(String.join(" ", wrong)).isEqualTo(4);
            assertThat(misused.err()).contains("fix:").doesNotContain("Exception");
        }
    }

    @Test
    void aBrokenChainIsSaidLoudly() throws IOException {
        Path file = JournalReader.file(directory);
        Files.writeString(file, Files.readString(file).replace("clean", "so-so"));
        Terminal broken = report();
        assertThat(broken.exit()).isZero();
        assertThat(broken.err()).contains("WARNING").contains("broken").contains("fix:");
        assertThat(broken.out()).contains("CHAIN IS BROKEN");
    }

    @Test
    void helpShowsAnExample() {
        assertThat(new Terminal().run("report", "--help").out()).contains("Example: slo-watchdog report");
    }
}
