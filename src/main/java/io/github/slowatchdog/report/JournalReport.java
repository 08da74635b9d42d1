package io.github.slowatchdog.report;

import io.github.slowatchdog.journal.Audit;
import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.journal.JournalReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes a report of a journal, also while a watchdog writes it: the chain is checked, then it is read once to find what was asked
 * for, and once to tell of it. What is written meanwhile is not in it.
 */
public final class JournalReport {

    private JournalReport() {}

    /**
     * The report; empty if nothing in the journal is what was asked for.
     *
     * @param journal its directory or file
     * @param generatedAt to be said in the report; without it, the same journal makes the same report at any time
     * @throws java.nio.file.NoSuchFileException if there is no journal
     */
    public static Optional<SoakReport> of(Path journal, Wanted wanted, Optional<Instant> generatedAt)
            throws IOException {
        Audit audit = JournalReader.audit(journal);
        Scope scope = new Scope(wanted);
        read(journal, audit, scope::take);
        Optional<Scope.Span> span = scope.span();
        if (span.isEmpty()) {
            return Optional.empty();
        }
        Telling telling = new Telling(span.get());
        read(journal, audit, entry -> {
            if (span.get().has(entry)) {
                telling.take(entry);
            } else if (entry.seq() < span.get().first()) {
                telling.before(entry);
            }
        });
        return Optional.of(telling.report(chain(audit), scope.phases(), generatedAt));
    }

    /** As far as the chain was checked, by its number of lines: a number of a line may have been tampered with. */
    private static void read(Path journal, Audit audit, Consumer<JournalEntry> taker) throws IOException {
        try (Stream<JournalEntry> entries = JournalReader.entries(journal, 0)) {
            entries.limit(audit.entries()).forEach(taker);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static SoakReport.Chain chain(Audit audit) {
        Optional<Audit.Break> first = audit.firstBreak();
        return new SoakReport.Chain(
                audit.entries(),
                audit.firstSeq(),
                audit.lastSeq(),
                audit.lastHash(),
                audit.from(),
                audit.to(),
                audit.breaks(),
                first.map(Audit.Break::line).orElse(0L),
                first.map(Audit.Break::what).orElse(""),
                first.map(Audit.Break::expected).orElse(""),
                first.map(Audit.Break::found).orElse(""),
                audit.tornBytes());
    }
}
