package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.http.Entries;
import io.github.slowatchdog.journal.FileJournal;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.watch.Event;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal as the API reads it, while it is being written. */
class JournalEntriesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private static void record(FileJournal journal, String name) {
        journal.record(new Event(Instant.parse("2026-11-21T13:00:00Z"), Event.Level.INFO, name, Map.of("n", 1)));
        assertThat(journal.flush(PATIENCE)).isTrue();
    }

    private static List<String> names(Entries.Page page) {
        return page.entries().stream()
                .map(entry -> new JsonObject(entry.json()).getString("event"))
                .toList();
    }

    @Test
    void whoFollowsMissesNothingWhenTheFileIsMovedAway() throws Exception {
        JournalEntries entries = new JournalEntries(directory);
        assertThat(entries.last()).isZero();
        assertThat(entries.after(0, 10, 10_000)).isEmpty();
        try (FileJournal journal = FileJournal.open(directory, "desk", InstantSource.system())) {
            record(journal, "one");
            record(journal, "two");
            Entries.Page page = entries.after(0, 10, 10_000).orElseThrow();
            assertThat(names(page)).containsExactly("one", "two");
            assertThat(entries.last()).isEqualTo(2);
            Path file = directory.resolve("journal.jsonl");
            Files.move(file, directory.resolve("journal-old.jsonl"));
            ServerProcess.await("a new file", () -> Files.exists(file) && last(entries) >= 3);
            record(journal, "three");
            Entries.Page next = entries.after(page.next(), 10, 10_000).orElseThrow();
            assertThat(names(next)).containsExactly("journal begun anew", "three");
            assertThat(next.flaws()).isEmpty();
            assertThat(next.first()).isEqualTo(3);
            assertThat(entries.after(0, 10, 10_000).orElseThrow().flaws())
                    .extracting(Entries.Flaw::what)
                    .containsExactly("entries 1 to 2 are not in this file: the one before it was taken away");
        }
    }

    private static long last(JournalEntries entries) {
        try {
            return entries.last();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
