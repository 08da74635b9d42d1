package io.github.slowatchdog.report;

import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.report.SoakReport.Chain;
import io.github.slowatchdog.report.SoakReport.Clock;
import io.github.slowatchdog.report.SoakReport.PhaseResult;
import io.github.slowatchdog.report.SoakReport.Remark;
import io.github.slowatchdog.report.SoakReport.Run;
import io.github.slowatchdog.report.SoakReport.Soak;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The second way through a journal: takes the entries of a report, oldest first, and keeps what is to be told of them. */
final class Telling {

    private static final int LISTED = 200;
    /** What changes nothing in what a reader has to know. */
    private static final Set<String> UNREMARKABLE = Set.of("lease taken", "kill switch works again");

    private final Scope.Span span;
    private final Promises promises;
    private final Pauses pauses;
    private final Strip strip;
    private final Stops stops;
    private final Rollups rollups;
    private final Bounded.Collector<Run> runs = new Bounded.Collector<>(LISTED);
    private final Bounded.Collector<Remark> remarks = new Bounded.Collector<>(LISTED);
    private List<String> promised = List.of();
    private String watchdog = "";
    private String id = "";
    private String phase = "";
    private String build = "";
    private String configuration = "";
    private String version = "";
    private String mode = "";
    private String verdict = "soaking";
    private String why = "";
    private Optional<Instant> ended = Optional.empty();
    private Optional<Clock> clock = Optional.empty();
    private Optional<Instant> shutdown = Optional.empty();
    private boolean ran;
    /** Whether lines have been lost since the verdict was told. */
    private boolean doubted;

    Telling(Scope.Span span) {
        this.span = span;
        this.strip = new Strip(span.begins(), span.ends());
        this.pauses = new Pauses(span.begins());
        this.promises = new Promises(span.begins());
        this.stops = new Stops(strip);
        this.rollups = new Rollups(span.begins());
    }

    /** An entry of before: a soak may begin in the middle of a run, after a reload or with a new build. */
    void before(JournalEntry entry) {
        switch (entry.event()) {
            case "config loaded" -> loaded(Facts.of(entry));
            case "start" -> introduced(Facts.of(entry));
            default -> {}
        }
    }

    void take(JournalEntry entry) {
        strip.upTo(entry.at(), look());
        Facts facts = Facts.of(entry);
        switch (entry.event()) {
            case "config loaded" -> loaded(facts);
            case "start" -> started(entry, facts);
            case "shutdown" -> shutdown = Optional.of(entry.at());
            case "verdict changed" ->
                promises.changed(entry, facts)
                        .filter(breach -> !breach.onBreach().equals(Words.SHADOW))
                        .ifPresent(breach -> strip.paint(breach.asOf(), entry.at(), Timeline.Look.BREACH));
            case "soak started", "soak ended", "soak paused", "soak resumed", "soak restarted", "soak progress" ->
                soak(entry, facts);
            default -> other(entry, facts);
        }
    }

    private void loaded(Facts facts) {
        configuration = facts.text("hash");
        promised = facts.texts("objectives");
        mode = facts.has("mode") ? facts.text("mode") : mode;
    }

    private void introduced(Facts facts) {
        watchdog = facts.text("name");
        version = facts.text("version");
        mode = facts.text("mode");
    }

    private void started(JournalEntry entry, Facts facts) {
        introduced(facts);
        Optional<Instant> downSince = shutdown.or(() -> facts.time("down_since"));
        runs.add(new Run(entry.at(), version, facts.text("config"), downSince, shutdown.isPresent()));
        downSince.ifPresent(since -> strip.paint(since, entry.at(), Timeline.Look.DOWN));
        if (ran) {
            strip.mark(entry.at(), Timeline.Kind.RESTART, "watchdog started again");
        }
        promises.newRun();
        ran = true;
        shutdown = Optional.empty();
    }

    private void soak(JournalEntry entry, Facts facts) {
        id = facts.has("soak") ? facts.text("soak") : id;
        phase = facts.has("phase") ? facts.text("phase") : phase;
        build = facts.has("build") ? facts.text("build") : build;
        if (facts.has("clean_s")) {
            clock = Optional.of(new Clock(
                    entry.at(),
                    facts.seconds("clean_s"),
                    facts.seconds("window_s"),
                    facts.seconds("elapsed_s"),
                    facts.seconds("blind_s"),
                    facts.seconds("longest_gap_s"),
                    facts.has("short_pauses") ? facts.count("short_pauses") : shortPauses(),
                    facts.has("short_paused_s") ? facts.seconds("short_paused_s") : shortPaused()));
        }
        switch (entry.event()) {
            case "soak paused" -> {
                pauses.paused(entry, facts);
                strip.paint(pauses.since(), entry.at(), pauses.look());
            }
            case "soak resumed" -> pauses.resumed(facts.time("since").orElse(entry.at()));
            case "soak restarted" -> remark(entry, facts.text("why"));
            case "soak ended" -> ended(entry, facts);
            case "soak progress" -> {
                if (facts.has("verdict") && !facts.text("verdict").equals(verdict)) {
                    ended(entry, facts); // the line that told it has been lost
                }
                doubted = false;
                pauses.known();
                promises.progress(facts);
                rollups.take(entry, facts, promises);
            }
            default -> {}
        }
    }

    private long shortPauses() {
        return clock.map(Clock::shortPauses).orElse(0L);
    }

    private Duration shortPaused() {
        return clock.map(Clock::shortPaused).orElse(Duration.ZERO);
    }

    private void ended(JournalEntry entry, Facts facts) {
        doubted = false;
        verdict = facts.text("verdict");
        why = facts.text("why");
        ended = Optional.of(entry.at());
        strip.mark(entry.at(), Timeline.Kind.ENDED, "soak ended: " + verdict);
    }

    private void other(JournalEntry entry, Facts facts) {
        doubted |= entry.event().equals("journal events lost");
        if (stops.take(entry, facts) || UNREMARKABLE.contains(entry.event())) {
            return;
        }
        if (entry.event().equals("loop was stalled")) {
            Instant from = entry.at().minus(facts.seconds("for_s"));
            pauses.add(new SoakReport.Gap(from, Optional.of(entry.at()), true, "the watchdog itself was stalled"));
            strip.paint(from, entry.at(), Timeline.Look.DOWN);
        }
        if (entry.event().startsWith("reload") && !facts.isFalse("ok")) {
            strip.mark(entry.at(), Timeline.Kind.RELOAD, entry.event());
            promises.newRun();
        }
        remark(entry, facts.line());
    }

    private void remark(JournalEntry entry, String text) {
        remarks.add(new Remark(entry.at(), entry.seq(), entry.event(), text));
    }

    /** How things have looked since the entry before. */
    private Timeline.Look look() {
        if (shutdown.isPresent()) {
            return Timeline.Look.DOWN;
        }
        return promises.isInBreach() ? Timeline.Look.BREACH : pauses.look();
    }

    SoakReport report(Chain chain, List<PhaseResult> phases, Optional<Instant> generatedAt) {
        Instant upTo = span.ends();
        strip.upTo(upTo, look());
        boolean doubt = doubted && verdict.equals("pass");
        Soak soak = new Soak(
                id,
                phase,
                build,
                configuration,
                version,
                mode,
                doubt ? "inconclusive" : verdict,
                doubt
                        ? "it had passed, and since then lines of the journal have been lost, with whatever they told"
                        : why,
                span.begins(),
                ended,
                upTo,
                clock);
        return new SoakReport(
                watchdog,
                generatedAt,
                chain,
                soak,
                promised,
                promises.reports(upTo, clock.map(Clock::at)),
                promises.breaches(),
                pauses.gaps(),
                stops.reports(),
                runs.bounded(),
                remarks.bounded(),
                rollups.bounded(),
                phases,
                strip.timeline());
    }
}
