package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.BudgetStand;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.ErrorBudget;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.soak.Phase;
import io.github.slowatchdog.soak.PhaseResult;
import io.github.slowatchdog.soak.PhaseResults;
import io.github.slowatchdog.soak.Rollout;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes plausible Boards for tests of what shows them. Starts as the Board of a watchdog that has just started. */
public final class Boards {

    /** The moment of every Board made here, unless told otherwise. */
    public static final Instant NOW = Instant.parse("2026-11-21T11:22:33.500Z");

    private final List<Board.ObjectiveView> objectives = new ArrayList<>();
    private final List<Board.GroupView> groups = new ArrayList<>();
    private final Map<Lane, Board.LaneView> lanes = new EnumMap<>(Lane.class);
    private final Map<String, Long> orders = new LinkedHashMap<>();
    private final Map<String, Long> failures = new LinkedHashMap<>();
    private final Map<SwitchReport.Rewrite, Long> reasserts = new EnumMap<>(SwitchReport.Rewrite.class);
    private Instant beat = NOW;
    private String phase = "canary-live";
    private SoakVerdict soak = SoakVerdict.SOAKING;
    private Duration clean = Duration.ZERO;
    private boolean enforced = true;
    private StopState state = StopState.CLEAR;
    private Optional<StopOrder> order = Optional.empty();
    private Optional<Boolean> switchUp = Optional.empty();

    private Boards() {}

    /** A rollout in which staging has passed on build v2 and the rest has not been run. */
    public static List<Rollout.Row> rollout(Board board) {
        PhaseResult passed = new PhaseResult(
                "staging-dry", Optional.of("v2"), "mhw9soak", SoakVerdict.PASS, NOW.minus(Duration.ofDays(1)));
        List<Phase> phases = List.of(
                new Phase("staging-dry", Optional.empty(), true),
                new Phase("canary-live", Optional.of("staging-dry"), true),
                new Phase("expand", Optional.of("canary-live"), true));
        return new Rollout(phases, PhaseResults.of(List.of(passed))).matrix(new Build.Known("v2"));
    }

    public static Boards fresh() {
        Boards boards = new Boards();
        Board.COUNTED_CAUSES.forEach(cause -> boards.orders.put(cause.word(), 0L));
        return boards;
    }

    /** An objective {@code count NAME expect "== 0"} that has not been measured yet, read on these lanes. */
    public Boards waiting(String slo, Lane... on) {
        List<Board.Reading> readings = new ArrayList<>();
        for (Lane lane : on) {
            lanes.putIfAbsent(lane, new Board.LaneView(false, Optional.empty()));
            readings.add(new Board.Reading(
                    lane, Verdict.WAITING, Optional.empty(), Optional.empty(), OutcomeCounts.NONE, Map.of()));
        }
        objectives.add(view(objective(slo, "== 0", Map.of(), on), Verdict.WAITING, 0, readings));
        return this;
    }

    /** An objective on the prometheus lane, measured {@code times} with this value and outcome, its sample 2.5 s old. */
    public Boards measured(String slo, String expect, Value value, Verdict verdict, long times) {
        return measured(objective(slo, expect, Map.of("team", "trading"), Lane.PROMETHEUS), value, verdict, times);
    }

    public Boards measured(Objective objective, Value value, Verdict verdict, long times) {
        lanes.put(Lane.PROMETHEUS, new Board.LaneView(true, Optional.of(Duration.ofMillis(-250))));
        Outcome outcome = verdict == Verdict.BREACH ? Outcome.MISSED : Outcome.MET;
        Instant sampleAt = NOW.minusMillis(2500);
        Assessment last = new Assessment(
                NOW.minusMillis(1500),
                outcome,
                Optional.of(new Judged(Labels.NONE, sampleAt, value)),
                Optional.of(sampleAt),
                Optional.empty(),
                "value " + value,
                0,
                List.of());
        Board.Reading reading = new Board.Reading(
                Lane.PROMETHEUS, verdict, Optional.of(last), Optional.of(sampleAt), counts(outcome, times), Map.of());
        objectives.add(view(objective, verdict, verdict == Verdict.BREACH ? 1 : 0, List.of(reading)));
        return this;
    }

    /** An objective that burns an error budget of 99.5 % for a day, on the prometheus lane; so much of it is left. */
    public Boards burning(String slo, double remaining) {
        Duration day = Duration.ofDays(1);
        ErrorBudget budget = new ErrorBudget("99.5%", 0.005, day, 10, ErrorBudget.pairs(day, ErrorBudget.SHORTEST));
        Objective counts = objective(slo, "<= 1", Map.of(), Lane.PROMETHEUS);
        Objective burns = new Objective(
                slo,
                counts.group(),
                new Indicator.Burn(Selector.parse("bad_total"), Selector.parse("all_total"), budget, 1),
                counts.expect(),
                counts.onBreach(),
                counts.lanes(),
                counts.hold(),
                counts.when(),
                counts.noData(),
                counts.grace(),
                counts.blindAfter(),
                counts.whenBlind(),
                counts.judgedFor(),
                counts.shadow(),
                counts.notes());
        measured(burns, Value.of(1 - remaining), Verdict.PASS, 3);
        Board.ObjectiveView view = objectives.remove(objectives.size() - 1);
        Board.Reading seen = view.readings().get(0);
        BudgetStand stand = new BudgetStand(
                budget,
                remaining,
                25,
                40_000,
                budget.windows().stream()
                        .map(window -> new BudgetStand.Rate(window, window.toMinutes() / 8.0))
                        .toList());
        objectives.add(view(
                burns,
                Verdict.PASS,
                0,
                List.of(new Board.Reading(
                        seen.lane(),
                        seen.verdict(),
                        seen.last(),
                        seen.newest(),
                        seen.outcomes(),
                        seen.unknowns(),
                        Optional.of(stand)))));
        return this;
    }

    /** An objective on the prometheus lane that is blind; the newest sample it could judge is of that time. */
    public Boards blind(String slo, Reason reason, long times, Instant newest) {
        lanes.put(Lane.PROMETHEUS, new Board.LaneView(false, Optional.empty()));
        Board.Reading reading = new Board.Reading(
                Lane.PROMETHEUS,
                Verdict.BLIND,
                Optional.of(Assessment.unknown(NOW, reason, "no answer")),
                Optional.of(newest),
                counts(Outcome.UNKNOWN, times),
                Map.of(reason, times));
        objectives.add(view(objective(slo, "== 0", Map.of(), Lane.PROMETHEUS), Verdict.BLIND, 0, List.of(reading)));
        return this;
    }

    public Boards group(String name, long ticksMissed, Duration lag) {
        groups.add(new Board.GroupView(name, ticksMissed, lag, lag));
        return this;
    }

    public Boards beat(Instant at) {
        beat = at;
        return this;
    }

    public Boards soak(String phase, SoakVerdict verdict, Duration clean) {
        this.phase = phase;
        this.soak = verdict;
        this.clean = clean;
        return this;
    }

    public Boards stop(StopState state, String countedAs) {
        this.state = state;
        orders.merge(countedAs, 1L, Long::sum);
        return this;
    }

    /** A stop by this order. */
    public Boards stop(StopState state, StopOrder order) {
        this.order = Optional.of(order);
        return stop(state, order.countedAs());
    }

    /** The newest breach of the objective added last. */
    public Boards evidence(Evidence evidence) {
        Board.ObjectiveView last = objectives.remove(objectives.size() - 1);
        objectives.add(new Board.ObjectiveView(
                last.objective(),
                last.verdict(),
                last.since(),
                last.breaches(),
                Optional.of(evidence),
                last.readings()));
        return this;
    }

    public Boards reasserted(SwitchReport.Rewrite why, long times) {
        reasserts.put(why, times);
        return this;
    }

    public Boards writeFailed(SwitchFailure failure, long times) {
        failures.put(failure.word(), times);
        return this;
    }

    public Boards shadow() {
        enforced = false;
        return this;
    }

    public Boards redis(boolean up) {
        switchUp = Optional.of(up);
        return this;
    }

    public Board board() {
        Board.SoakView soakView = new Board.SoakView(
                phase,
                "mhx0soak",
                soak,
                "clean time is not complete",
                clean,
                Duration.ofHours(24),
                clean.plusSeconds(90),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Optional.of(NOW.plusSeconds(86_400)),
                Optional.of("v2"),
                false);
        Board.StopView stopView = new Board.StopView(
                enforced,
                state,
                order,
                switchUp,
                orders,
                Map.of("redis", failures),
                reasserts,
                false,
                Optional.empty());
        return new Board(
                NOW, beat, List.copyOf(objectives), List.copyOf(groups), Map.copyOf(lanes), soakView, stopView);
    }

    public static Objective objective(String slo, String expect, Map<String, String> labels, Lane... lanes) {
        return objective(
                slo,
                new Indicator.Expr("vanta_" + slo),
                expect,
                Consequence.STOP,
                new Objective.Notes(Optional.of("P0"), Optional.empty(), Optional.empty(), new TreeMap<>(labels)),
                lanes);
    }

    public static Objective objective(
            String slo,
            Indicator indicator,
            String expect,
            Consequence onBreach,
            Objective.Notes notes,
            Lane... lanes) {
        return new Objective(
                slo,
                "intents",
                indicator,
                Expectation.parse(expect),
                onBreach,
                List.of(lanes),
                Duration.ZERO,
                Optional.empty(),
                NoData.UNKNOWN,
                Duration.ZERO,
                Duration.ofMinutes(2),
                Consequence.STOP,
                Optional.empty(),
                false,
                notes);
    }

    private static OutcomeCounts counts(Outcome outcome, long times) {
        return new OutcomeCounts(
                outcome == Outcome.MET ? times : 0,
                outcome == Outcome.MISSED ? times : 0,
                outcome == Outcome.UNKNOWN ? times : 0,
                0);
    }

    private static Board.ObjectiveView view(
            Objective objective, Verdict verdict, long breaches, List<Board.Reading> readings) {
        return new Board.ObjectiveView(objective, verdict, NOW, breaches, Optional.empty(), readings);
    }
}
