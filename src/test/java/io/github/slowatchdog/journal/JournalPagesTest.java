package io.github.slowatchdog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalPagesTest {

    private static final int BYTES = 256 * 1024;

    @TempDir
    Path directory;

    private JournalPage after(long seq, int entries) throws IOException {
        return JournalPages.after(directory, seq, entries, BYTES);
    }

    private static List<Long> seqs(JournalPage page) {
        return page.lines().stream().map(JournalPage.Line::seq).toList();
    }

    @Test
    void pagesFollowEachOther() throws Exception {
        Path file = Journals.written(directory, 7);
        JournalPage first = after(0, 3);
        assertThat(seqs(first)).containsExactly(1L, 2L, 3L);
        assertThat(first.more()).isTrue();
        assertThat(first.first()).isEqualTo(1);
        assertThat(seqs(after(first.next(), 3))).containsExactly(4L, 5L, 6L);
        JournalPage last = after(6, 3);
        assertThat(seqs(last)).containsExactly(7L);
        assertThat(last.more()).isFalse();
        assertThat(last.flaws()).isEmpty();
        assertThat(after(7, 3)).isEqualTo(new JournalPage(List.of(), 1, 7, false, List.of()));
        assertThat(JournalPages.last(directory)).isEqualTo(7);
        assertThat(first.lines().get(1).json())
                .as("the line of the file as it is, so that its hash can be checked")
                .isEqualTo(Files.readAllLines(file).get(1));
    }

    /** Every place of a file that is larger than what is read in one go, lines of all lengths, some as long as may be. */
    @Test
    void anyPlaceOfALargeFileIsFound() throws Exception {
        Random random = new Random(26);
        try (FileJournal journal = Journals.open(directory)) {
            for (int i = 0; i < 900; i++) {
                int length = i % 50 == 0 ? 8000 : random.nextInt(800);
                List<String> items = new ArrayList<>();
                for (int k = 0; k < (i % 200 == 0 ? 6 : 1); k++) {
                    items.add("x".repeat(length));
                }
                journal.record(Journals.event("soak progress", "items", items));
                if (i % 500 == 499) {
                    journal.flush(Journals.PATIENCE);
                }
            }
        }
        assertThat(Files.size(directory.resolve("journal.jsonl"))).isGreaterThan(400_000);
        for (int i = 0; i < 200; i++) {
            long seq = random.nextInt(900);
            JournalPage page = after(seq, 2);
            assertThat(page.lines().get(0).seq()).isEqualTo(seq + 1);
            assertThat(page.flaws()).isEmpty();
        }
        assertThat(JournalPages.last(directory)).isEqualTo(900);
    }

    @Test
    void aPageIsBoundedInBytesAndHoldsAtLeastOneEntry() throws Exception {
        Journals.written(directory, 5);
        JournalPage page = JournalPages.after(directory, 0, 100, 1);
        assertThat(seqs(page)).containsExactly(1L);
        assertThat(page.more()).isTrue();
        assertThat(page.next()).isEqualTo(1);
    }

    @Test
    void whatWasChangedOrTakenOutIsTold() throws Exception {
        Path file = Journals.written(directory, 6);
        Journals.tamper(file, "\"n\":2", "\"n\":9");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(3); // seq 4
        lines.add(4, "garbage");
        Files.write(file, lines);
        assertThat(after(0, 10).flaws())
                .containsExactly(
                        new JournalPage.Flaw(2, "the line was changed"),
                        new JournalPage.Flaw(5, "it does not follow from the line before"),
                        new JournalPage.Flaw(5, "after it stands something that is not a line of a journal"));
        assertThat(seqs(after(0, 10))).containsExactly(1L, 2L, 3L, 5L, 6L);
        assertThat(after(4, 1).flaws())
                .as("also where the page begins there")
                .contains(new JournalPage.Flaw(5, "it does not follow from the line before"));
    }

    @Test
    void aLineThatIsBeingWrittenIsNotTold() throws Exception {
        Path file = Journals.written(directory, 2);
        Files.writeString(file, "{\"seq\":3,\"at\":", StandardOpenOption.APPEND);
        assertThat(seqs(after(0, 10))).containsExactly(1L, 2L);
        assertThat(JournalPages.last(directory)).isEqualTo(2);
    }

    /** SPEC 8: a file that was moved away takes its entries along. */
    @Test
    void aFileThatWasTakenAwayIsMissed() throws Exception {
        Path file = Journals.written(directory, 5);
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(3, 5));
        JournalPage page = after(1, 10);
        assertThat(page.first()).isEqualTo(4);
        assertThat(seqs(page)).containsExactly(4L, 5L);
        assertThat(page.flaws())
                .containsExactly(new JournalPage.Flaw(
                        4, "entries 2 to 3 are not in this file: the one before it was taken away"));
        assertThat(after(3, 10).flaws()).isEmpty();
    }

    @Test
    void noneAndEmpty() throws Exception {
        assertThatThrownBy(() -> after(0, 10)).isInstanceOf(NoSuchFileException.class);
        Files.createFile(directory.resolve("journal.jsonl"));
        assertThat(after(3, 10)).isEqualTo(new JournalPage(List.of(), 0, 3, false, List.of()));
        assertThat(JournalPages.last(directory)).isZero();
    }
}
