package io.github.slowatchdog.journal;

import io.github.slowatchdog.watch.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Opens journals and looks into them. */
final class Journals {

    static final Instant AT = Instant.parse("2026-11-21T11:22:33.456Z");
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Journals() {}

    static FileJournal open(Path directory) throws JournalInUseException {
        return FileJournal.open(directory, "desk", InstantSource.fixed(AT));
    }

    static Event event(String name, Object... data) {
        Map<String, Object> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < data.length; i += 2) {
            map.put((String) data[i], data[i + 1]);
        }
        return new Event(AT, Event.Level.INFO, name, map);
    }

    /** A journal with so many lines, closed. */
    static Path written(Path directory, int lines) throws JournalInUseException {
        try (FileJournal journal = open(directory)) {
            for (int i = 1; i <= lines; i++) {
                journal.record(event("verdict changed", "n", i));
            }
        }
        return directory.resolve("journal.jsonl");
    }

    /** The same with a checkpoint after the last one. */
    static Path kept(Path directory, int lines) throws JournalInUseException {
        try (FileJournal journal = open(directory)) {
            for (int i = 1; i <= lines; i++) {
                journal.record(event("verdict changed", "n", i));
            }
            journal.keep(Checkpoints.of("canary"));
        }
        return directory.resolve("journal.jsonl");
    }

    static List<JournalEntry> entries(Path directory) {
        try (Stream<JournalEntry> entries = JournalReader.entries(directory, 0)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names(Path directory) {
        return entries(directory).stream().map(JournalEntry::event).toList();
    }

    static Audit audit(Path directory) {
        try {
            return JournalReader.audit(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a text in the file, as somebody who has something to hide would. */
    static void tamper(Path file, String what, String with) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(what)) {
            throw new AssertionError(what + " is not in " + text);
        }
        Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(what), with));
    }
}
