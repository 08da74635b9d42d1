package io.github.slowatchdog.cli;

import io.github.slowatchdog.journal.Audit;
import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.journal.JournalReader;
import io.github.slowatchdog.soak.PhaseResult;
import io.github.slowatchdog.soak.PhaseResults;
import io.github.slowatchdog.soak.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a journal tells of phases, read in bounded memory.
 *
 * @param begun the phase that was begun last, and on which build, if a build was known
 */
record PhaseEvidence(PhaseResults results, Optional<Begun> begun) {

    /** Nothing was ever told. */
    static final PhaseEvidence NONE = new PhaseEvidence(PhaseResults.NONE, Optional.empty());

    /** The event that tells how a phase was begun. */
    static final String BEGUN = "phase";

    /** The event that tells again how a soak stands. */
    private static final String PROGRESS = "soak progress";

    /** The event that tells of others that could not be written: a fail may be among them. */
    private static final String LOST = "journal events lost";

    /** A phase that was begun. */
    record Begun(String phase, Optional<String> build) {}

    /**
     * Reads the journal in this directory; one that is not there yet tells of nothing. Where its chain is broken nothing is relied
     * on: of a line before the break nobody knows whether a later one that took the pass away was cut out, and of a line behind
     * it not who wrote it.
     */
    static PhaseEvidence of(Path journal) {
        try {
            PhaseEvidence told = read(journal);
            Audit audit = JournalReader.audit(journal);
            return audit.firstBreak()
                    .map(broken -> told.doubted(
                            Refusal.JOURNAL_BROKEN,
                            "the chain of the journal is broken at line " + broken.line() + ": " + broken.what()))
                    .orElse(told);
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException | UncheckedIOException e) {
            return NONE.doubted(Refusal.JOURNAL_UNREADABLE, "the journal cannot be read: " + e.getMessage());
        }
    }

    private PhaseEvidence doubted(Refusal reason, String what) {
        return new PhaseEvidence(results.doubted(new PhaseResults.Doubt(reason, what)), begun);
    }

    private static PhaseEvidence read(Path journal) throws IOException {
        PhaseResults.Builder results = new PhaseResults.Builder();
        Optional<Begun> begun = Optional.empty();
        try (Stream<JournalEntry> entries = JournalReader.entries(journal, 0)) {
            for (Iterator<JournalEntry> all = entries.iterator(); all.hasNext(); ) {
                JournalEntry entry = all.next();
                Map<String, Object> data = entry.data().getMap();
                switch (entry.event()) {
                    case PhaseResult.EVENT -> PhaseResult.of(entry.at(), data).ifPresent(results::add);
                    case PROGRESS -> PhaseResult.of(entry.at(), data).ifPresent(results::confirm);
                    case LOST -> begun.ifPresent(last -> results.doubt(last.phase(), last.build(), entry.at()));
                    case BEGUN -> begun = begun(data);
                    default -> {}
                }
            }
        }
        return new PhaseEvidence(results.build(), begun);
    }

    private static Optional<Begun> begun(Map<String, Object> data) {
        return Optional.ofNullable(data.get("phase"))
                .map(phase -> new Begun(
                        Objects.toString(phase),
                        Optional.ofNullable(data.get("build")).map(Object::toString)));
    }
}
