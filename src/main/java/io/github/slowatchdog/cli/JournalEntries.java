package io.github.slowatchdog.cli;

import io.github.slowatchdog.http.Entries;
import io.github.slowatchdog.journal.JournalPage;
import io.github.slowatchdog.journal.JournalPages;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The entries of the journal in a directory, out of its file: whoever reads costs whoever writes nothing. */
record JournalEntries(Path directory) implements Entries {

    @Override
    public Optional<Page> after(long after, int entries, int bytes) throws IOException {
        try {
            return Optional.of(page(JournalPages.after(directory, after, entries, bytes)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public long last() throws IOException {
        try {
            return JournalPages.last(directory);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static Page page(JournalPage page) {
        return new Page(
                page.lines().stream()
                        .map(line -> new Entry(line.seq(), line.json()))
                        .toList(),
                page.first(),
                page.next(),
                page.more(),
                page.flaws().stream()
                        .map(flaw -> new Flaw(flaw.seq(), flaw.what()))
                        .toList());
    }
}
