package io.github.slowatchdog.page;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import io.github.slowatchdog.watch.OutcomeCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Boards of a canary of the vanta bot, moment by moment, as the page has to show them. */
public final class PageBoards {

    /** When the story begins; it is told by minutes from then. */
    public static final Instant BEGAN = Instant.parse("2026-11-21T02:10:00Z");

    private static final Duration WINDOW = Duration.ofHours(24);

    private final Instant now;
    private final List<Board.ObjectiveView> objectives = new ArrayList<>();
    private final Map<Lane, Board.LaneView> lanes = new EnumMap<>(Lane.class);
    private SoakVerdict verdict = SoakVerdict.SOAKING;
    private String why = "clean time is not complete";
    private Duration blind = Duration.ofSeconds(90);
    private Optional<Instant> deadline = Optional.empty();
    private StopState state = StopState.CLEAR;
    private Optional<StopOrder> order = Optional.empty();
    private Optional<Boolean> redis = Optional.of(true);
    private boolean enforced = true;
    private Instant beat;

    private PageBoards(Instant now) {
        this.now = now;
        this.beat = now;
        lanes.put(Lane.BOT, new Board.LaneView(true, Optional.empty()));
        lanes.put(Lane.PROMETHEUS, new Board.LaneView(true, Optional.of(Duration.ofMillis(-120))));
    }

    /** All is well, so many seconds after the story began; the values move a little. */
    public static PageBoards clean(long seconds) {
        PageBoards boards = new PageBoards(BEGAN.plusSeconds(seconds));
        double wave = Math.sin(seconds / 40.0) + Math.sin(seconds / 13.0) / 3;
        boards.add(
                objective(
                        "duplicate_intents",
                        count("vanta_intent_duplicate_total"),
                        "== 0",
                        Consequence.STOP,
                        "No intent is executed twice."),
                Value.of(0),
                Outcome.MET);
        boards.add(
                objective(
                        "illegal_transitions",
                        count("vanta_intent_illegal_transition_total"),
                        "== 0",
                        Consequence.STOP,
                        "No intent changes its state in a way that is not allowed."),
                Value.of(0),
                Outcome.MET);
        boards.add(
                objective(
                        "exec_mode",
                        new Indicator.State(Selector.parse("vanta_exec_mode"), "mode"),
                        "== LIVE",
                        Consequence.STOP,
                        "The bot trades in the mode that the phase is for."),
                Value.of("LIVE"),
                Outcome.MET);
        boards.add(
                objective("error_rate", ratio(), "< 0.5%", Consequence.FAIL, "Requests do not fail."),
                Value.of(0.0021 + 0.0009 * wave),
                Outcome.MET);
        boards.add(
                objective(
                        "error_rate_emergency", ratio(), "<= 1%", Consequence.STOP, "Requests do not fail in numbers."),
                Value.of(0.0021 + 0.0009 * wave),
                Outcome.MET);
        boards.add(
                objective(
                        "book_age_seconds",
                        new Indicator.Gauge(Selector.parse("vanta_book_age_seconds")),
                        "<= 5",
                        Consequence.WARN,
                        "The order book is of now."),
                Value.of(1.2 + Math.abs(wave)),
                Outcome.MET);
        boards.add(
                objective(
                        "restarts",
                        new Indicator.Changes(
                                Selector.parse("process_start_time_seconds"), Optional.empty(), Optional.empty()),
                        "< 2",
                        Consequence.FAIL,
                        "The bot does not restart."),
                Value.of(0),
                Outcome.MET);
        return boards;
    }

    /** The duplicate has been seen, and the bot has shown that it obeys. */
    public static PageBoards stopped(long seconds) {
        PageBoards boards = clean(seconds);
        boards.replace("duplicate_intents", Verdict.BREACH, Value.of(1), Outcome.MISSED, "expected == 0, is 1");
        Instant decided = boards.now.minusSeconds(40);
        boards.order = Optional.of(StopOrder.of(
                Cause.BREACH,
                "duplicate_intents",
                "duplicate_intents is in breach: expected == 0, is 1 (seen on the bot lane only)",
                decided,
                "vanta-canary"));
        boards.state = StopState.CONFIRMED;
        boards.verdict = SoakVerdict.FAIL;
        boards.why = "duplicate_intents: breach";
        return boards;
    }

    /** Prometheus is away; the bot's own page still answers. */
    public static PageBoards blind(long seconds) {
        PageBoards boards = clean(seconds);
        boards.lanes.put(Lane.PROMETHEUS, new Board.LaneView(false, Optional.empty()));
        boards.replace(
                "error_rate",
                Verdict.BLIND,
                null,
                Outcome.UNKNOWN,
                "127.0.0.1:9090 does not answer: connection refused");
        boards.replace("book_age_seconds", Verdict.PENDING, Value.of(7.5), Outcome.MISSED, "expected <= 5, is 7.5");
        boards.why = "error_rate is not known";
        boards.blind = Duration.ofMinutes(21);
        return boards;
    }

    public PageBoards state(StopState next) {
        state = next;
        return this;
    }

    public PageBoards order(StopOrder next) {
        order = Optional.of(next);
        return this;
    }

    public PageBoards redis(Optional<Boolean> up) {
        redis = up;
        return this;
    }

    public PageBoards shadow() {
        enforced = false;
        return this;
    }

    public PageBoards beat(Instant at) {
        beat = at;
        return this;
    }

    public PageBoards soak(SoakVerdict next, String reason) {
        verdict = next;
        why = reason;
        return this;
    }

    public PageBoards deadline(Instant at) {
        deadline = Optional.of(at);
        return this;
    }

    public PageBoards add(Objective objective, Value value, Outcome outcome) {
        objectives.add(view(
                objective,
                outcome == Outcome.MET ? Verdict.PASS : Verdict.BREACH,
                Optional.of(value),
                outcome,
                "value " + value));
        return this;
    }

    private void replace(String slo, Verdict verdict, @Nullable Value value, Outcome outcome, String why) {
        objectives.replaceAll(view -> view.objective().name().equals(slo)
                ? view(view.objective(), verdict, Optional.ofNullable(value), outcome, why)
                : view);
    }

    private Board.ObjectiveView view(
            Objective objective, Verdict verdict, Optional<Value> value, Outcome outcome, String why) {
        Instant sampleAt = now.minusMillis(700);
        List<Board.Reading> readings = objective.lanes().stream()
                .map(lane -> reading(
                        lane,
                        verdict,
                        new Assessment(
                                now.minusMillis(300),
                                outcome,
                                value.map(one -> new Judged(Labels.of("pod", "vanta-7"), sampleAt, one)),
                                value.isPresent() ? Optional.of(sampleAt) : Optional.empty(),
                                outcome == Outcome.UNKNOWN ? Optional.of(Reason.ERROR) : Optional.empty(),
                                why,
                                0,
                                outcome == Outcome.MISSED
                                        ? List.of(
                                                "vanta{pod=\"vanta-7\"} nothing -> 1 at " + sampleAt + " (series born)")
                                        : List.of())))
                .toList();
        Optional<Evidence> breach = verdict == Verdict.BREACH
                ? Optional.of(new Evidence(
                        objective.name(),
                        objective.lanes().get(0),
                        objective.indicator().query(),
                        objective.expect().text(),
                        value.map(Value::toString).orElse(""),
                        "vanta{pod=\"vanta-7\"}",
                        sampleAt,
                        now.minusMillis(300),
                        why,
                        List.of("vanta{pod=\"vanta-7\"} nothing -> 1 at " + sampleAt + " (series born)")))
                : Optional.empty();
        Instant since = verdict == Verdict.PASS ? BEGAN : now.minusSeconds(40);
        return new Board.ObjectiveView(objective, verdict, since, breach.isPresent() ? 1 : 0, breach, readings);
    }

    private static OutcomeCounts often(Outcome outcome) {
        return switch (outcome) {
            case MET -> new OutcomeCounts(1200, 0, 0, 0);
            case MISSED -> new OutcomeCounts(0, 1200, 0, 0);
            case UNKNOWN -> new OutcomeCounts(0, 0, 1200, 0);
            case IDLE -> new OutcomeCounts(0, 0, 0, 1200);
        };
    }

    private static Board.Reading reading(Lane lane, Verdict verdict, Assessment last) {
        return new Board.Reading(
                lane,
                verdict,
                Optional.of(last),
                last.newest(),
                often(last.outcome()),
                last.reason().map(reason -> Map.of(reason, 37L)).orElse(Map.of()));
    }

    public Board board() {
        Duration clean = Duration.between(BEGAN, now).plusHours(9);
        Board.SoakView soak = new Board.SoakView(
                "canary-live",
                "mhx0soak",
                verdict,
                why,
                clean,
                WINDOW,
                clean.plus(blind).plusSeconds(200),
                blind,
                Duration.ofSeconds(75),
                deadline,
                Optional.of("v2.4.1"),
                false);
        Board.StopView stop = new Board.StopView(
                enforced,
                state,
                order,
                redis,
                Map.of(),
                Map.of(),
                Map.of(),
                false,
                Optional.of(BEGAN.minus(Duration.ofDays(2))));
        return new Board(now, beat, List.copyOf(objectives), List.of(), Map.copyOf(lanes), soak, stop);
    }

    /** What has happened up to ten minutes after the story began. */
    public static void happenings(Recent recent) {
        recent.remember(BEGAN, "start", Map.of("version", "1.2.3"));
        Instant at = BEGAN.plusSeconds(600);
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("slo", "duplicate_intents");
        change.put("from", "pass");
        change.put("to", "breach");
        change.put("why", "expected == 0, is 1 (seen on the bot lane only)");
        change.put("lane", "bot");
        change.put("query", "vanta_intent_duplicate_total");
        change.put("expected", "== 0");
        change.put("value", "1");
        recent.remember(at, "verdict changed", change);
        Map<String, Object> order = StopOrder.of(
                        Cause.BREACH,
                        "duplicate_intents",
                        "duplicate_intents is in breach: expected == 0, is 1",
                        at,
                        "vanta-canary")
                .asData();
        recent.remember(at.plusMillis(2), "stop ordered", order);
        recent.remember(at.plusMillis(9), "stop written", order);
        recent.remember(at.plusMillis(310), "stop confirmed", order);
    }

    public Instant now() {
        return now;
    }

    private static Indicator count(String selector) {
        return new Indicator.Count(Selector.parse(selector), Optional.empty());
    }

    private static Indicator ratio() {
        return new Indicator.Ratio(
                Selector.parse("vanta_http_requests_total{status=~\"5..\"}"),
                Selector.parse("vanta_http_requests_total"),
                Duration.ofMinutes(5),
                100);
    }

    public static Objective objective(
            String name, Indicator indicator, String expect, Consequence onBreach, String summary) {
        Objective.Notes notes = new Objective.Notes(
                Optional.of("P0"),
                Optional.of(summary),
                Optional.of("https://example.org/runbooks/" + name),
                new TreeMap<>(Map.of("team", "trading")));
        return Boards.objective(name, indicator, expect, onBreach, notes, Lane.BOT, Lane.PROMETHEUS);
    }
}
