package io.github.slowatchdog.report;

import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.report.SoakReport.PhaseResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first way through a journal: which entries a report is about, and how the phases ended. A soak goes from the start of the
 * process in which it began to the start of the next soak, so that what became of a stop that ended it belongs to it.
 */
final class Scope {

    private static final int PHASES = 200;

    /**
     * A stretch of entries.
     *
     * @param first number of the first line
     * @param last number of the last line, included
     * @param begins of the soak; of the first entry where no soak was asked for
     */
    record Span(long first, long last, Instant begins, Instant ends) {
        boolean has(JournalEntry entry) {
            return entry.seq() >= first && entry.seq() <= last;
        }
    }

    private final Wanted wanted;
    private final Map<String, PhaseResult> results = new LinkedHashMap<>();
    private List<String> configured = List.of();
    private String soak = "";
    private String phase = "";
    private Optional<Span> current = Optional.empty();
    private Optional<Span> found = Optional.empty();
    private Optional<JournalEntry> run = Optional.empty();
    private long lastSeq;
    private Instant lastAt = Instant.EPOCH;

    Scope(Wanted wanted) {
        this.wanted = wanted;
    }

    void take(JournalEntry entry) {
        Facts facts = Facts.of(entry);
        if (wanted.isStretch() && !wanted.covers(entry.at())) {
            return;
        }
        switch (entry.event()) {
            case "config loaded" -> {
                configured = facts.has("phases") ? facts.texts("phases") : configured;
                run = run.or(() -> Optional.of(entry));
            }
            case "start" -> run = run.or(() -> Optional.of(entry));
            case "soak started" -> started(entry, facts);
            case "soak ended" -> ended(entry, facts);
            case "soak progress" -> progress(entry, facts);
            default -> {}
        }
        if (wanted.isStretch()) {
            Instant begins = found.map(Span::begins).orElse(wanted.from().orElse(entry.at()));
            Instant ends = wanted.to().orElse(entry.at());
            found = Optional.of(new Span(found.map(Span::first).orElse(entry.seq()), entry.seq(), begins, ends));
        }
        lastSeq = entry.seq();
        lastAt = entry.at();
    }

    private void started(JournalEntry entry, Facts facts) {
        long first = run.map(JournalEntry::seq).orElse(entry.seq());
        String id = facts.text("soak");
        run = Optional.empty();
        if (id.equals(soak) && !id.isEmpty()) {
            return; // it goes on after a restart
        }
        close(first - 1);
        soak = id;
        phase = facts.text("phase");
        current = Optional.of(new Span(first, first, entry.at(), entry.at()));
        put(new PhaseResult(
                phase, soak, "soaking", "", facts.text("build"), Optional.of(entry.at()), Optional.empty()));
    }

    /** It says the verdict as well: the line that told it may have been lost. */
    private void progress(JournalEntry entry, Facts facts) {
        PhaseResult known = results.get(phase);
        if (known != null && facts.has("verdict") && !facts.text("verdict").equals(known.verdict())) {
            ended(entry, facts);
        }
    }

    private void ended(JournalEntry entry, Facts facts) {
        PhaseResult known = results.getOrDefault(phase, PhaseResult.notRun(phase));
        String build = facts.text("build");
        put(new PhaseResult(
                phase,
                soak,
                facts.text("verdict"),
                facts.text("why"),
                build.isEmpty() ? known.build() : build,
                known.began(),
                Optional.of(entry.at())));
    }

    private void put(PhaseResult result) {
        results.remove(result.phase());
        if (results.size() >= PHASES) {
            results.remove(results.keySet().iterator().next());
        }
        results.put(result.phase(), result);
    }

    private void close(long last) {
        if (!wanted.isStretch() && current.isPresent() && wanted.isOf(soak, phase)) {
            Span open = current.get();
            found = Optional.of(new Span(open.first(), last, open.begins(), lastAt));
        }
        current = Optional.empty();
    }

    /** What the report is about; empty if nothing in the journal is. To be called once, at the end. */
    Optional<Span> span() {
        close(lastSeq);
        return found;
    }

    /** The phases in the order of the configuration, then those that the journal knows beside. */
    List<PhaseResult> phases() {
        Map<String, PhaseResult> ordered = new LinkedHashMap<>();
        configured.stream()
                .limit(PHASES)
                .forEach(name -> ordered.put(name, results.getOrDefault(name, PhaseResult.notRun(name))));
        results.forEach(ordered::putIfAbsent);
        return List.copyOf(ordered.values());
    }
}
