package io.github.slowatchdog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found when a journal is opened: torn and broken ones, and ones that somebody has cut (SPEC 8). */
class JournalOpeningTest {

    @TempDir
    Path home;

    @Test
    void aTornLastLineIsDroppedAndNoted() throws Exception {
        Path file = Journals.kept(home, 3);
        Files.writeString(file, "{\"seq\":4,\"at\":\"2026-", StandardOpenOption.APPEND);
        assertThat(Journals.audit(home)).satisfies(audit -> {
            assertThat(audit.isWhole()).isTrue();
            assertThat(audit.tornBytes()).isEqualTo(20);
        });
        Journals.written(home, 1);
        List<JournalEntry> entries = Journals.entries(home);
        assertThat(entries)
                .extracting(JournalEntry::event)
                .endsWith("verdict changed", "journal torn line dropped", "verdict changed");
        assertThat(entries.get(3).data().encode()).isEqualTo("{\"bytes\":20}");
        assertThat(Journals.audit(home).isWhole()).isTrue();
    }

    /** Whatever is left of the file after a loss of power, opening it makes a journal that goes on. */
    @Test
    void whereverItIsTornItGoesOn() throws Exception {
        Path file = Journals.written(home.resolve("whole"), 3);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(4711);
        for (int i = 0; i < 60; i++) {
            int cut = i == 0 ? 0 : random.nextInt(whole.length + 1);
            Path torn = Files.createDirectories(home.resolve("torn" + i));
            Files.write(torn.resolve("journal.jsonl"), java.util.Arrays.copyOf(whole, cut));
            Journals.written(torn, 1);
            Audit audit = Journals.audit(torn);
            assertThat(audit.isWhole()).as("cut at " + cut).isTrue();
            assertThat(audit.tornBytes()).isZero();
        }
    }

    @Test
    void aBrokenChainIsReportedAndNeverRepaired() throws Exception {
        Path file = Journals.written(home, 5);
        Journals.tamper(file, "\"n\":3", "\"n\":8");
        try (FileJournal journal = Journals.open(home)) {
            journal.record(Journals.event("start"));
            assertThat(journal.flush(Journals.PATIENCE)).isTrue();
            assertThat(journal.errorsByReason()).containsEntry(Loss.CHAIN_BROKEN, 1L);
        }
        List<JournalEntry> entries = Journals.entries(home);
        JournalEntry told = entries.get(5);
        assertThat(told.event()).isEqualTo("journal chain broken");
        assertThat(told.data().getInteger("line")).isEqualTo(3);
        assertThat(told.prev()).as("a new chain").isEqualTo("0".repeat(64));
        assertThat(told.seq()).isEqualTo(6);
        assertThat(entries.get(6).prev()).isEqualTo(told.hash());
        Audit.Break first = Journals.audit(home).firstBreak().orElseThrow();
        assertThat(first.line()).isEqualTo(3);
        assertThat(first.found()).isEqualTo(entries.get(2).hash());
        assertThat(Journals.audit(home).breaks()).isEqualTo(1);
    }

    @Test
    void aBreakIsToldOnceInTheJournalAndCountedAtEachStart() throws Exception {
        Path file = Journals.written(home, 5);
        Journals.tamper(file, "\"n\":3", "\"n\":8");
        Journals.written(home, 1);
        try (FileJournal journal = Journals.open(home)) {
            assertThat(journal.errorsByReason()).containsKey(Loss.CHAIN_BROKEN);
        }
        assertThat(Journals.names(home))
                .filteredOn("journal chain broken"::equals)
                .hasSize(1);
        Journals.tamper(file, "\"n\":1", "\"n\":9");
        Journals.written(home, 1);
        assertThat(Journals.audit(home).firstBreak().orElseThrow().line()).isEqualTo(1);
    }

    @Test
    void everyWayToTamperIsSeen() throws Exception {
        Path file = Journals.written(home, 5);
        List<String> lines = Files.readAllLines(file);
        broken(file, 2, without(lines, 1));
        broken(file, 1, without(lines, 0));
        broken(file, 2, swapped(lines, 1, 2));
        broken(file, 3, inserted(lines, 2, "{}"));
        broken(file, 3, inserted(lines, 2, ""));
        broken(file, 3, inserted(lines, 2, lines.get(1)));
        broken(file, 4, inserted(lines, 3, "x".repeat(300_000)));
        broken(file, 5, inserted(without(lines, 4), 4, lines.get(4).replace("\"seq\":5", "\"seq\":6")));
        // one who knows how hashes are made can write a line, and not the one after it
        String forged = lines.get(1).replace("\"n\":2", "\"n\":7").replaceAll(",\"hash\".*", "}");
        broken(file, 3, inserted(without(lines, 1), 1, Seal.sealed(forged, Seal.hash(forged))));
        // nor can one call a gap a new chain
        String excuse =
                lines.get(2).replace("verdict changed", "journal chain broken").replaceAll(",\"hash\".*", "}");
        String anew = excuse.replaceAll("\"prev\":\"[0-9a-f]*", "\"prev\":\"" + Seal.NOTHING_BEFORE);
        broken(file, 3, inserted(lines.subList(0, 2), 2, Seal.sealed(anew, Seal.hash(anew))));
    }

    private void broken(Path file, long line, List<String> lines) throws IOException {
        Files.write(file, lines);
        assertThat(Journals.audit(home).firstBreak().map(Audit.Break::line)).contains(line);
    }

    private static List<String> without(List<String> lines, int index) {
        List<String> changed = new ArrayList<>(lines);
        changed.remove(index);
        return changed;
    }

    private static List<String> swapped(List<String> lines, int a, int b) {
        List<String> changed = new ArrayList<>(lines);
        java.util.Collections.swap(changed, a, b);
        return changed;
    }

    private static List<String> inserted(List<String> lines, int at, String line) {
        List<String> changed = new ArrayList<>(lines);
        changed.add(at, line);
        return changed;
    }

    /** A chain does not show that its end was cut off; the checkpoint remembers a line of it. */
    @Test
    void anEndThatWasCutOffIsSeenByTheCheckpoint() throws Exception {
        Path file = Journals.kept(home, 3);
        Files.write(file, Files.readAllLines(file).subList(0, 2));
        assertThat(Journals.audit(home).firstBreak().orElseThrow()).satisfies(first -> {
            assertThat(first.line()).isEqualTo(3);
            assertThat(first.what()).contains("seq 3");
        });
        try (FileJournal journal = Journals.open(home)) {
            assertThat(journal.left()).as("it is of another past").isEmpty();
            journal.record(Journals.event("start"));
        }
        assertThat(Journals.names(home))
                .endsWith("verdict changed", "journal chain broken", "checkpoint not used", "start");
        assertThat(Journals.entries(home).get(2).seq()).as("no number twice").isEqualTo(4);
        Journals.written(home, 1);
        assertThat(Journals.names(home))
                .filteredOn("journal chain broken"::equals)
                .hasSize(1);
        assertThat(Journals.audit(home).isWhole()).isFalse();
    }

    @Test
    void aJournalThatWasTakenAwayBetweenTwoRunsIsMissed() throws Exception {
        Path file = Journals.kept(home, 3);
        Files.delete(file);
        try (FileJournal journal = Journals.open(home)) {
            assertThat(journal.left()).isEmpty();
        }
        assertThat(Journals.names(home)).containsExactly("journal begun anew", "checkpoint not used");
        assertThat(Journals.entries(home).get(0).seq()).isEqualTo(4);
        assertThat(Journals.audit(home).isWhole()).isTrue();
    }
}
