package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.journal.FileJournal;
import io.github.slowatchdog.soak.PhaseResult;
import io.github.slowatchdog.soak.Refusal;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.watch.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is believed of a journal that was written, cut, and written into. */
class PhaseEvidenceTest {

    private static final Instant AT = Instant.parse("2026-11-21T11:00:00Z");

    @TempDir
    Path directory;

    @BeforeEach
    void aJournal() throws IOException {
        try (FileJournal journal = FileJournal.open(directory, "desk", InstantSource.system())) {
            tell(journal, "phase", Map.of("phase", "dry", "begun", "first", "build", "v1"));
            tell(journal, "soak ended", Map.of("phase", "dry", "build", "v1", "soak", "a", "verdict", "pass"));
            tell(journal, "soak ended", Map.of("phase", "dry", "build", "v1", "soak", "a", "verdict", "fail"));
            tell(journal, "phase", Map.of("phase", "canary", "begun", "overridden"));
        }
    }

    private static void tell(FileJournal journal, String name, Map<String, Object> data) {
        journal.record(new Event(AT, Event.Level.INFO, name, data));
    }

    private Path file() {
        return directory.resolve("journal.jsonl");
    }

    @Test
    void theNewestResultAndTheNewestBeginning() {
        PhaseEvidence evidence = PhaseEvidence.of(directory);
        assertThat(evidence.results().doubt()).isEmpty();
        assertThat(evidence.results().newest("dry", "v1"))
                .contains(new PhaseResult("dry", Optional.of("v1"), "a", SoakVerdict.FAIL, AT));
        assertThat(evidence.begun()).contains(new PhaseEvidence.Begun("canary", Optional.empty()));
    }

    @Test
    void noJournalYetTellsOfNothing() {
        PhaseEvidence none = PhaseEvidence.of(directory.resolve("nowhere"));
        assertThat(none.results().doubt()).isEmpty();
        assertThat(none.results().of("dry")).isEmpty();
    }

    @Test
    void aTornEndIsNoBreak() throws IOException {
        Files.writeString(file(), "{\"seq\":5,\"at\":", StandardOpenOption.APPEND);
        assertThat(PhaseEvidence.of(directory).results().doubt()).isEmpty();
    }

    @Test
    void aVerdictThatWasChangedIsNotBelieved() throws IOException {
        Files.writeString(file(), Files.readString(file()).replace("\"fail\"", "\"pass\""));
        assertThat(doubt()).isEqualTo(Refusal.JOURNAL_BROKEN);
    }

    @Test
    void aFailThatWasCutOutBehindAPassIsNotBelievedAway() throws IOException {
        Files.writeString(file(), Files.readString(file()).replaceFirst("(?m)^.*\"fail\".*\n", ""));
        PhaseEvidence evidence = PhaseEvidence.of(directory);
        assertThat(evidence.results().newest("dry", "v1").orElseThrow().verdict())
                .as("it is shown as it stands there")
                .isEqualTo(SoakVerdict.PASS);
        assertThat(doubt()).isEqualTo(Refusal.JOURNAL_BROKEN);
        assertThat(evidence.results().doubt().orElseThrow().what()).contains("broken at line 3");
    }

    @Test
    void aFileThatCannotBeReadIsNotAnEmptyOne() throws IOException {
        Files.delete(file());
        Files.createDirectories(file());
        assertThat(doubt()).isEqualTo(Refusal.JOURNAL_UNREADABLE);
    }

    /** The disk was full: what was lost may be the fail that took the pass away. */
    @Test
    void aPassBehindWhichLinesAreLostIsNoneUntilItIsToldAgain() throws IOException {
        Map<String, Object> passed = Map.of("phase", "canary", "build", "v1", "soak", "b", "verdict", "pass");
        try (FileJournal journal = FileJournal.open(directory, "desk", InstantSource.system())) {
            tell(journal, "soak ended", Map.of("phase", "dry", "build", "v1", "soak", "a", "verdict", "pass"));
            tell(journal, "phase", Map.of("phase", "canary", "begun", "passed", "build", "v1"));
            tell(journal, "soak ended", passed);
            tell(journal, "soak ended", Map.of("phase", "canary", "build", "v0", "soak", "0", "verdict", "pass"));
            tell(journal, "journal events lost", Map.of("lost", 1));
        }
        assertThat(verdict("canary", "v1")).isEqualTo(SoakVerdict.INCONCLUSIVE);
        assertThat(verdict("canary", "v0")).as("not the build that ran").isEqualTo(SoakVerdict.PASS);
        assertThat(verdict("dry", "v1")).as("not the phase that ran").isEqualTo(SoakVerdict.PASS);
        try (FileJournal journal = FileJournal.open(directory, "desk", InstantSource.system())) {
            tell(journal, "soak progress", passed);
        }
        assertThat(verdict("canary", "v1")).isEqualTo(SoakVerdict.PASS);
        try (FileJournal journal = FileJournal.open(directory, "desk", InstantSource.system())) {
            tell(journal, "soak progress", Map.of("phase", "canary", "build", "v1", "soak", "b", "verdict", "fail"));
        }
        assertThat(verdict("canary", "v1")).as("its end was lost").isEqualTo(SoakVerdict.FAIL);
    }

    private SoakVerdict verdict(String phase, String build) {
        return PhaseEvidence.of(directory)
                .results()
                .newest(phase, build)
                .orElseThrow()
                .verdict();
    }

    private Refusal doubt() {
        return PhaseEvidence.of(directory).results().doubt().orElseThrow().reason();
    }
}
