package io.github.slowatchdog.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads a journal, also while a watchdog writes it, in bounded memory: for reports, for the API, and to check the chain.
 */
public final class JournalReader {

    private JournalReader() {}

    /** The file of the journal in this directory; a path that is no directory is taken as the file itself. */
    public static Path file(Path directoryOrFile) {
        return Files.isDirectory(directoryOrFile) ? directoryOrFile.resolve(JournalFile.NAME) : directoryOrFile;
    }

    /**
     * The entries after a number, oldest first, as they stand there: the chain is not checked, a line that is none is left out
     * ({@link #audit} tells of it), and so is one that is just being written. To be closed.
     *
     * @param after only entries with a larger {@code seq}; 0 for all
     * @throws java.nio.file.NoSuchFileException if there is no journal
     */
    public static Stream<JournalEntry> entries(Path directoryOrFile, long after) throws IOException {
        return entries(Lines.of(file(directoryOrFile), JournalLine.LONGEST), after);
    }

    /**
     * The newest entries, oldest first, as far as they stand whole in the last so many bytes of the file; otherwise as above. To be
     * closed.
     */
    public static Stream<JournalEntry> newest(Path directoryOrFile, long bytes) throws IOException {
        return entries(Lines.ending(file(directoryOrFile), JournalLine.LONGEST, bytes), 0);
    }

    private static Stream<JournalEntry> entries(Lines lines, long after) {
        return StreamSupport.stream(new Entries(lines, after), false).onClose(() -> {
            try {
                lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * Checks the chain from end to end, and that the line which the checkpoint beside it was written after is still there. Of a file
     * of another name, as one that was moved away, no checkpoint tells anything.
     *
     * @throws java.nio.file.NoSuchFileException if there is no journal
     */
    public static Audit audit(Path directoryOrFile) throws IOException {
        Path file = file(directoryOrFile);
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        // first the checkpoint: it is written after its line, so a journal that is being written is never behind it
        Optional<Mark> mark = file.endsWith(JournalFile.NAME)
                ? new CheckpointFile(directory).read().kept().map(CheckpointFile.Kept::mark)
                : Optional.empty();
        return ChainCheck.of(file, mark).audit();
    }

    private static final class Entries extends Spliterators.AbstractSpliterator<JournalEntry> {

        private final Lines lines;
        private final long after;

        Entries(Lines lines, long after) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.lines = lines;
            this.after = after;
        }

        @Override
        public boolean tryAdvance(Consumer<? super JournalEntry> action) {
            try {
                while (lines.next()) {
                    Optional<JournalEntry> entry = entry(lines.line());
                    if (entry.isPresent()) {
                        action.accept(entry.get());
                        return true;
                    }
                }
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What is not asked for is not made JSON of. */
        private Optional<JournalEntry> entry(byte[] line) {
            return JournalLine.seq(line).filter(seq -> seq > after).isPresent()
                    ? JournalLine.entry(line)
                    : Optional.empty();
        }
    }
}
