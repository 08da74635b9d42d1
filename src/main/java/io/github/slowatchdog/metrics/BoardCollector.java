package io.github.slowatchdog.metrics;

import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.watch.Board;
import io.prometheus.metrics.model.registry.MetricNameFilter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Turns the Board of the moment into series, but for those that each objective has ({@link ObjectiveFamilies}). Keeps nothing between two scrapes, so that a reload shows at once. Counts and
 * one-hot series are there with 0 from the first scrape; a number that nobody knows yet is absent.
 */
final class BoardCollector implements MultiCollector {

    private final Supplier<Board> boards;
    private final Supplier<About> about;
    private final Supplier<Vitals> vitals;
    private final InstantSource clock;

    BoardCollector(Supplier<Board> boards, Supplier<About> about, Supplier<Vitals> vitals, InstantSource clock) {
        this.boards = boards;
        this.about = about;
        this.vitals = vitals;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        return collect(MetricNameFilter.ALLOW_ALL);
    }

    @Override
    public MetricSnapshots collect(Predicate<String> shown) {
        Board board = boards.get();
        Instant now = clock.instant();
        Families families = new Families(shown);
        addSoak(families, board, now);
        addStop(families, board.stop());
        addLoop(families, board);
        addVitals(families, vitals.get());
        addTold(families, vitals.get().told());
        addAbout(families, about.get(), board);
        return families.snapshots();
    }

    private static void addSoak(Families families, Board board, Instant now) {
        Board.SoakView soak = board.soak();
        for (SoakVerdict verdict : SoakVerdict.values()) {
            families.add(MetricName.SOAK_VERDICT, verdict == soak.verdict(), soak.phase(), verdict.word());
        }
        families.add(
                MetricName.SOAK_INFO, 1, soak.phase(), soak.id(), soak.build().orElse(""));
        families.add(MetricName.SOAK_CLEAN, soak.clean(), soak.phase());
        families.add(MetricName.SOAK_WINDOW, soak.window(), soak.phase());
        families.add(MetricName.SOAK_ELAPSED, soak.elapsed(), soak.phase());
        families.add(MetricName.SOAK_BLIND, soak.blind(), soak.phase());
        families.add(MetricName.SOAK_LONGEST_GAP, soak.longestGap(), soak.phase());
        families.add(MetricName.GATE_OPEN, board.gate(now).isOpen(), soak.phase());
    }

    private static void addStop(Families families, Board.StopView stop) {
        for (StopState state : StopState.values()) {
            families.add(MetricName.STOP, state == stop.state(), state.word());
        }
        stop.order()
                .ifPresent(order -> families.add(
                        MetricName.STOP_ORDER_INFO, 1, order.id(), order.cause().word(), order.slo()));
        families.add(MetricName.STOP_ENFORCED, stop.enforced());
        for (SwitchFailure failure : SwitchFailure.values()) {
            families.add(MetricName.STOP_WRITE_FAILURES, 0, TimingHistograms.REDIS, failure.word());
        }
        stop.writeFailures()
                .forEach((channel, counts) -> counts.forEach(
                        (reason, count) -> families.add(MetricName.STOP_WRITE_FAILURES, count, channel, reason)));
        for (SwitchReport.Rewrite rewrite : SwitchReport.Rewrite.values()) {
            if (rewrite != SwitchReport.Rewrite.FIRST) {
                String reason = rewrite.name().toLowerCase(Locale.ROOT);
                families.add(MetricName.STOP_REASSERTS, stop.reasserts().getOrDefault(rewrite, 0L), reason);
            }
        }
        families.add(MetricName.REDIS_UP, stop.switchUp().orElse(false));
    }

    private static void addLoop(Families families, Board board) {
        board.lanes().forEach((lane, view) -> {
            families.add(MetricName.SOURCE_UP, view.up(), lane.word());
            families.add(
                    MetricName.CLOCK_SKEW, view.skew().map(Families::seconds).orElse(Double.NaN), lane.word());
        });
        board.groups().forEach(group -> {
            families.add(MetricName.TICKS_MISSED, group.ticksMissed(), group.name());
            families.add(MetricName.TICK_LAG, group.lag(), group.name());
            families.add(MetricName.TICK_DURATION, group.took(), group.name());
        });
        families.add(MetricName.LAST_BEAT, board.beat());
    }

    private static void addVitals(Families families, Vitals vitals) {
        families.add(MetricName.JOURNAL_ERRORS, vitals.journalErrors());
        families.add(MetricName.LOG_LINES_DROPPED, vitals.logLinesDropped());
        families.add(MetricName.LAST_DRILL, vitals.lastDrill().orElse(Instant.EPOCH));
        families.add(MetricName.LEASE_HELD, vitals.leaseHeld());
    }

    private static void addTold(Families families, Told told) {
        told.alertmanagers().forEach(receiver -> {
            double up = receiver.up().map(taken -> taken ? 1.0 : 0.0).orElse(Double.NaN);
            families.add(MetricName.ALERTMANAGER_UP, up, receiver.url());
            families.add(MetricName.ALERTMANAGER_SENT, receiver.sent(), receiver.url());
            families.add(MetricName.ALERTMANAGER_FAILURES, receiver.failures(), receiver.url());
        });
        told.annotations().forEach((result, count) -> families.add(MetricName.GRAFANA_ANNOTATIONS, count, result));
    }

    private static void addAbout(Families families, About about, Board board) {
        families.add(
                MetricName.INFO,
                1,
                about.name(),
                board.soak().phase(),
                board.stop().enforced() ? "enforce" : "shadow");
        families.add(MetricName.CONFIG_RELOAD_SUCCESSFUL, about.reloadSuccessful());
        families.add(MetricName.CONFIG_RELOAD_TIME, about.reloadedAt());
        families.add(MetricName.CONFIG_INFO, 1, about.configHash());
        families.add(
                MetricName.BUILD_INFO, 1, about.build().version(), about.build().revision());
    }
}
