package io.github.slowatchdog.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees, byte by byte. Run with {@code -Dgolden=rewrite} to write the files anew, and read the difference. */
class ReportGoldenTest {

    @TempDir
    Path directory;

    private static void check(String name, SoakReport report) throws IOException {
        Golden.check(Map.of(
                name + ".md", MarkdownReport.of(report),
                name + ".html", HtmlReport.of(report),
                name + ".json", JsonReport.of(report)));
    }

    @Test
    void aCanaryThatFailed() throws IOException {
        check("canary", Told.canary().report(directory));
    }

    @Test
    void theSameJournalMakesTheSameBytes() throws IOException {
        Path journal = Told.canary().journal(directory);
        String once = JsonReport.of(newest(journal));
        assertThat(JsonReport.of(newest(journal))).isEqualTo(once);
    }

    private static SoakReport newest(Path journal) throws IOException {
        return JournalReport.of(journal, Wanted.NEWEST, Optional.empty()).orElseThrow();
    }

    @Test
    void aSoakThatHasNotEnded() throws IOException {
        check(
                "unfinished",
                new Told()
                        .run()
                        .at(1)
                        .soak("m1", "canary-live")
                        .at(5)
                        .verdict("duplicate_intents", "waiting", "pass", "is 0")
                        .progress(0, 0, Told.objective("duplicate_intents", "== 0", "0", "0", 0))
                        .at(700)
                        .event("soak paused", "soak", "m1", "since", "2026-11-21T08:10:00Z", "blind", true, "why", "x")
                        .report(directory));
    }

    @Test
    void aBrokenChain() throws IOException {
        Path file = JournalReader.file(Told.canary().journal(directory));
        List<String> lines = Files.readAllLines(file);
        lines.replaceAll(line -> line.replace("\"forced\":true", "\"forced\":false"));
        Files.write(file, lines);
        SoakReport report = newest(directory);
        assertThat(report.chain().isWhole()).isFalse();
        check("broken", report);
        assertThat(MarkdownReport.of(report)).contains("CHAIN IS BROKEN").contains("Not to be signed");
    }
}
