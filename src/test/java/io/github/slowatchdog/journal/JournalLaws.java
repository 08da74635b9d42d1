package io.github.slowatchdog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.fuzz.ScratchFile;
import io.github.slowatchdog.fuzz.Tape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What holds for whatever stands where a journal should be: it is read without a failure, and no change of it goes unseen. */
final class JournalLaws {

    private static final ScratchFile FILE = new ScratchFile(JournalFile.NAME);
    private static final int PAGE = 16 * 1024;

    private static final List<String> LINES = lines();
    private static final byte[] WHOLE = bytes(String.join("", LINES));

    private JournalLaws() {}

    private static List<String> lines() {
        String[] lines = new String[4];
        String before = Seal.NOTHING_BEFORE;
        for (int i = 0; i < lines.length; i++) {
            JournalLine.Written written =
                    JournalLine.write(i + 1L, Journals.event("verdict changed", "n", i, "slo", "a\n\"b\""), before);
            lines[i] = written.text() + "\n";
            before = written.hash();
        }
        return List.of(lines);
    }

    static void lines(byte[] content) throws IOException {
        Path file = FILE.write(content);
        Audit audit = ChainCheck.of(file, Optional.empty()).audit();
        long feeds = 0;
        for (byte b : content) {
            feeds += b == '\n' ? 1 : 0;
        }
        assertThat(audit.entries()).as("each line is looked at").isEqualTo(feeds);
        assertThat(audit.length() + audit.tornBytes()).isEqualTo(content.length);
        audit.firstBreak().ifPresent(first -> {
            assertThat(first.line()).isBetween(1L, audit.entries());
            assertThat(first.what()).isNotBlank();
        });
        assertThat(audit.breaks() > 0).isEqualTo(!audit.isWhole());
        read(file, audit);
        goneOn(file, audit);
    }

    private static void read(Path file, Audit audit) throws IOException {
        try (Stream<JournalEntry> entries = JournalReader.entries(file, 0)) {
            List<JournalEntry> all = entries.toList();
            assertThat(all).hasSizeLessThanOrEqualTo((int) audit.entries());
            all.forEach(entry -> assertThat(entry.data()).isNotNull());
            if (audit.isWhole()) {
                assertThat(all.stream().map(JournalEntry::seq)).isSorted().doesNotHaveDuplicates();
            }
        }
        try (Stream<JournalEntry> newest = JournalReader.newest(file, PAGE)) {
            assertThat(newest.count()).isLessThanOrEqualTo(audit.entries());
        }
        long last = JournalPages.last(file);
        assertThat(last == audit.lastSeq() || !audit.isWhole()).isTrue();
        for (long after : new long[] {0, last - 1, last, Long.MAX_VALUE}) {
            JournalPage page = JournalPages.after(file, after, 100, PAGE);
            assertThat(page.lines()).hasSizeLessThanOrEqualTo(100);
            assertThat(page.lines()).allMatch(line -> line.seq() > after);
            assertThat(page.next()).isGreaterThanOrEqualTo(after);
        }
    }

    /** Whoever opens it next drops the torn line, writes a whole one, and mends nothing. */
    private static void goneOn(Path file, Audit before) throws IOException {
        JournalFile.Opened opened = JournalFile.open(FILE.directory(), Optional.empty());
        try (JournalFile journal = opened.file()) {
            assertThat(opened.audit()).isEqualTo(before);
            journal.append(Journals.event("start"));
        } finally {
            Files.deleteIfExists(FILE.directory().resolve("journal.lock"));
        }
        Audit after = ChainCheck.of(file, Optional.empty()).audit();
        assertThat(after.entries()).isEqualTo(before.entries() + 1);
        assertThat(after.tornBytes()).isZero();
        assertThat(after.isWhole())
                .as("a broken chain stays broken, a whole one whole")
                .isEqualTo(before.isWhole());
    }

    static void sealed(byte[] data) throws IOException {
        StringBuilder file = new StringBuilder();
        Tape tape = new Tape(data);
        String before = Seal.NOTHING_BEFORE;
        for (int seq = 1; seq <= 3 && !tape.isAtEnd(); seq++) {
            String json = "{\"seq\":" + seq + ",\"at\":\"2026-11-21T11:22:33Z\",\"event\":\"x\",\"data\":{"
                    + tape.line() + "},\"prev\":\"" + before + "\"}";
            before = Seal.hash(json);
            file.append(Seal.sealed(json, before)).append('\n');
        }
        lines(bytes(file.toString()));
    }

    static void changed(byte[] edits) throws IOException {
        byte[] changed = Edits.of(WHOLE, new Tape(edits));
        Path file = FILE.write(changed);
        int whole = 0;
        for (int i = 0; i < changed.length; i++) {
            whole = changed[i] == '\n' ? i + 1 : whole;
        }
        byte[] lines = Arrays.copyOf(changed, whole);
        boolean cut = whole <= WHOLE.length && Arrays.equals(lines, Arrays.copyOf(WHOLE, whole));

        Audit audit = ChainCheck.of(file, Optional.empty()).audit();
        assertThat(audit.isWhole())
                .as("whole lines taken off the end are all that the chain cannot show")
                .isEqualTo(cut);
        assertThat(audit.tornBytes()).as("what is left of a line is noted").isEqualTo(changed.length - whole);

        Mark last = new Mark(LINES.size(), hash(LINES.get(LINES.size() - 1)));
        Audit known = ChainCheck.of(file, Optional.of(last)).audit();
        boolean nothing = audit.firstSeq() == 0;
        assertThat(known.isWhole())
                .as("who remembers the last line sees that, too")
                .isEqualTo(Arrays.equals(lines, WHOLE) || (nothing && cut));
    }

    private static String hash(String line) {
        return Seal.read(bytes(line.strip())).orElseThrow().actual();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
