package io.github.slowatchdog.report;

import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.report.SoakReport.Rollup;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The worst of each hour since the beginning, from what the journal tells of the progress. */
final class Rollups {

    private static final int LISTED = 200;

    private final Instant begins;
    private final Bounded.Collector<Rollup> rows = new Bounded.Collector<>(LISTED);
    private final Map<String, String> worst = new LinkedHashMap<>();
    private Optional<Rollup> open = Optional.empty();
    private long hour;

    Rollups(Instant begins) {
        this.begins = begins;
    }

    void take(JournalEntry entry, Facts facts, Promises promises) {
        // what is told at the end of an hour is of that hour
        long of = Math.max(0, (Duration.between(begins, entry.at()).toSeconds() - 1) / 3600);
        if (of != hour) {
            close();
            hour = of;
        }
        for (Facts objective : facts.objects("objectives")) {
            String slo = objective.text("slo");
            String value = objective.text("worst_since");
            if (!value.isEmpty() && (worst.containsKey(slo) || worst.size() < Promises.LISTED)) {
                worst.merge(slo, value, (one, other) -> promises.worse(slo, one, other));
            }
        }
        open = Optional.of(new Rollup(
                entry.at(),
                facts.seconds("clean_s"),
                facts.seconds("blind_s"),
                worst.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .toList()));
    }

    private void close() {
        open.ifPresent(rows::add);
        open = Optional.empty();
        worst.clear();
    }

    /** To be called once, at the end. */
    Bounded<Rollup> bounded() {
        close();
        return rows.bounded();
    }
}
