package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.slo.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a log and looks for what must and must not be in it. A log that cannot be read leaves it untold. */
final class LogTrial implements Trial {

    private final PlanStep.Log log;
    private final LogSource source;
    private final boolean whole;
    private final Time time;

    /** @param goesOn whether the log is looked at again later, so that its end need not be waited for */
    LogTrial(PlanStep.Log log, LogSource source, boolean goesOn, Time time) {
        this.log = log;
        this.source = source;
        boolean file = log.file().isPresent();
        this.whole = file ? !(log.since() instanceof PlanStep.Since.Start) : !goesOn;
        this.time = time;
    }

    @Override
    public Finding make() throws InterruptedException {
        List<String> request = List.of(source.name() + ", " + since());
        LogSearch search = new LogSearch(log);
        try (InputStream in = source.open(whole)) {
            Optional<String> untold = read(new LogLines(in), search);
            if (untold.isPresent() && !search.isSpoilt()) {
                return Finding.of(Outcome.UNKNOWN, untold.get(), request, List.of());
            }
        } catch (IOException e) {
            String why = "the log " + source.name() + " cannot be read: " + e.getMessage();
            return Finding.of(Outcome.UNKNOWN, why, request, List.of());
        }
        String answer = search.lines() + (search.lines() == 1 ? " line" : " lines");
        Finding finding = Finding.of(search.checks(), request, List.of(answer), Map.of());
        if (search.isSpoilt()) {
            return finding.definite();
        }
        Optional<String> unread = unread(search);
        return unread.isPresent() ? finding.as(Outcome.UNKNOWN, unread.get()) : finding;
    }

    /** Why what was not read might have decided otherwise. */
    private Optional<String> unread(LogSearch search) {
        if (search.isSettled()) {
            return Optional.empty();
        }
        Optional<String> lost = whole ? Optional.empty() : source.lost();
        return lost.or(() -> search.longLine()
                .map(line -> "line " + line + " is longer than " + LogLines.LONGEST / 1024
                        + " KiB, and was not read to its end"));
    }

    /** Reads all of it; why it is not known what is in it, if so. */
    private Optional<String> read(LogLines lines, LogSearch search) throws IOException {
        Optional<Instant> cutoff = log.since() instanceof PlanStep.Since.Ago ago
                ? Optional.of(time.now().minus(ago.length()))
                : Optional.empty();
        boolean taking = cutoff.isEmpty();
        boolean timed = false;
        boolean any = false;
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            any = true;
            if (cutoff.isPresent()) {
                Optional<Instant> at = LogTime.of(line.get(), ZoneId.systemDefault());
                timed |= at.isPresent();
                // what has no time of its own belongs to the line before
                taking = at.map(moment -> !moment.isBefore(cutoff.get())).orElse(taking);
            }
            if (taking) {
                search.take(line.get(), lines.isLineCut());
            }
        }
        if (lines.isCut()) {
            return Optional.of("the log is longer than 256 MiB: use since: start, or rotate it");
        }
        return cutoff.isPresent() && any && !timed
                ? Optional.of("no line begins with a time such as 2026-11-21T13:30:12Z, so `since` cannot be told")
                : Optional.empty();
    }

    private String since() {
        if (log.since() instanceof PlanStep.Since.Ago ago) {
            return "the last " + Words.duration(ago.length());
        }
        return whole ? "all" : "since the plan began";
    }
}
