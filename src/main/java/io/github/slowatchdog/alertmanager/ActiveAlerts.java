package io.github.slowatchdog.alertmanager;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What people are to be told of at one moment, by the Board of that moment and nothing else: whatever was told before, a restart or
 * a lost message make no difference. Names and labels are those of {@code mixin/alerts.yaml}. Pure.
 */
final class ActiveAlerts {

    /** The loop beats once a second; as in {@code /-/healthy} and in the mixin. */
    private static final Duration SILENCE = Duration.ofSeconds(15);
    /** A write that takes longer than this is worth to be woken for. */
    private static final Duration WRITE = Duration.ofSeconds(5);
    /** Objectives with an alert of their own; more help nobody, and each needs some KiB here and there. */
    static final int MOST = 500;

    private final String watchdog;
    private final Map<String, String> further;
    private final URI base;

    /**
     * @param watchdog its name
     * @param further labels of every alert; where an alert has the same itself, that counts
     * @param base where the watchdog's pages are
     */
    ActiveAlerts(String watchdog, Map<String, String> further, URI base) {
        this.watchdog = watchdog;
        this.further = Map.copyOf(further);
        this.base = base;
    }

    /** All of them, those of a stop first. */
    List<Alert> of(Board board, Instant now) {
        List<Alert> alerts = new ArrayList<>();
        if (Duration.between(board.beat(), now).compareTo(SILENCE) > 0) {
            alerts.add(alert("NotTicking", Severity.CRITICAL, board)
                    .summary("slo-watchdog " + watchdog + " does not tick: nobody watches the bot")
                    .describe("The loop last beat at " + board.beat() + ".")
                    .since(board.beat())
                    .build("/"));
        }
        if (board.stop().state() != StopState.CLEAR) {
            alerts.addAll(stop(board, now));
        }
        alerts.addAll(objectives(board));
        if (board.soak().verdict() != SoakVerdict.SOAKING) {
            alerts.add(soakEnded(board));
        }
        return alerts;
    }

    private List<Alert> stop(Board board, Instant now) {
        StopAlerts stop = new StopAlerts(board.stop());
        List<Alert> alerts = new ArrayList<>();
        alerts.add(stop.tell(alert("Stop", stop.severity(), board)).build(stop.page()));
        if (board.stop().state() == StopState.UNCONFIRMED) {
            alerts.add(stop.unconfirmed(alert("StopUnconfirmed", Severity.CRITICAL, board))
                    .build(stop.page()));
        }
        if (stop.isUnwritten(now, WRITE)) {
            alerts.add(stop.notWritten(alert("StopNotWritten", Severity.CRITICAL, board))
                    .build(stop.page()));
        }
        return alerts;
    }

    private List<Alert> objectives(Board board) {
        List<Board.ObjectiveView> bad = Stream.of(Verdict.BREACH, Verdict.BLIND)
                .flatMap(verdict -> board.objectives().stream().filter(view -> view.verdict() == verdict))
                .toList();
        List<Alert> alerts = new ArrayList<>();
        for (Board.ObjectiveView view : bad.subList(0, Math.min(bad.size(), MOST))) {
            alerts.add(view.verdict() == Verdict.BREACH ? breach(board, view) : blind(board, view));
        }
        if (bad.size() > MOST) {
            alerts.add(alert("NotAllTold", Severity.CRITICAL, board)
                    .summary(bad.size() + " objectives are in breach or blind, and " + MOST
                            + " have an alert of their own")
                    .describe("The table of `slo-watchdog status` has all of them.")
                    .build("/"));
        }
        return alerts;
    }

    private Alert breach(Board board, Board.ObjectiveView view) {
        Objective objective = view.objective();
        Draft draft = alert("Breach", Severity.of(objective), board)
                .of(objective)
                .label(
                        "on_breach",
                        objective.shadow() ? "shadow" : objective.onBreach().word())
                .summary((objective.shadow() ? "In shadow: " : "") + objective.name() + " is in breach"
                        + objective
                                .notes()
                                .summary()
                                .map(promise -> ": " + promise)
                                .orElse(""))
                .since(view.since());
        view.breach()
                .ifPresent(evidence -> draft.describe(evidence.why() + ". Query " + evidence.query() + " on the lane "
                                + evidence.lane().word() + ", sample of " + evidence.sampleAt() + ".")
                        .annotate("value", evidence.value())
                        .annotate("expected", evidence.expected()));
        return draft.build("/objectives/" + objective.name());
    }

    private Alert blind(Board board, Board.ObjectiveView view) {
        Objective objective = view.objective();
        return alert("Blind", Severity.WARNING, board)
                .of(objective)
                .summary(objective.name() + " cannot be seen")
                .describe(view.readings().stream()
                                .filter(reading -> reading.verdict() == Verdict.BLIND)
                                .flatMap(reading -> reading.last().stream())
                                .map(Assessment::why)
                                .findFirst()
                                .orElse("never measured")
                        + ". Blind leads to " + objective.whenBlind().word() + ".")
                .since(view.since())
                .build("/objectives/" + objective.name());
    }

    private Alert soakEnded(Board board) {
        Board.SoakView soak = board.soak();
        return alert("SoakEnded", Severity.of(soak.verdict()), board)
                .label("soak", soak.id())
                .label("build", soak.build().orElse(""))
                .label("verdict", soak.verdict().word())
                .summary("The soak of " + soak.phase() + " ended: "
                        + soak.verdict().word())
                .describe(soak.why())
                .build("/");
    }

    private Draft alert(String name, Severity severity, Board board) {
        return new Draft("SloWatchdog" + name, further, base)
                .label("watchdog", watchdog)
                .label("phase", board.soak().phase())
                .label("mode", board.stop().enforced() ? "enforce" : "shadow")
                .label("severity", severity.word());
    }
}
