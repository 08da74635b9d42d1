package io.github.slowatchdog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a journal of any length the end is read alone. */
class NewestEntriesTest {

    @TempDir
    Path directory;

    private List<Long> newest(long bytes) throws IOException {
        try (Stream<JournalEntry> entries = JournalReader.newest(directory, bytes)) {
            return entries.map(JournalEntry::seq).toList();
        }
    }

    @Test
    void onlyWholeLinesOfTheEnd() throws Exception {
        Path file = Journals.written(directory, 99);
        long line =
                Files.readString(file).lines().reduce("", (one, other) -> other).length() + 1L;
        assertThat(newest(3 * line)).containsExactly(98L, 99L);
        assertThat(newest(3 * line + line / 2)).containsExactly(97L, 98L, 99L);
        assertThat(newest(line / 2)).isEmpty();
        assertThat(newest(Long.MAX_VALUE)).hasSize(99);
    }

    @Test
    void aLineThatIsJustBeingWrittenIsLeftOut() throws Exception {
        Path file = Journals.written(directory, 2);
        Files.writeString(file, Files.readString(file) + "{\"seq\":3,");
        assertThat(newest(1_000_000)).containsExactly(1L, 2L);
    }

    @Test
    void noJournal() {
        assertThatThrownBy(() -> newest(1)).isInstanceOf(NoSuchFileException.class);
    }
}
