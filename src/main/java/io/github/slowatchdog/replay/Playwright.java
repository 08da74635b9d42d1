package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes up, for an objective, series that keep its promise and the same broken: for levels, states and answers. */
final class Playwright {

    /** What nothing can be made up for, and why. */
    static final class Stuck extends Exception {
        private static final long serialVersionUID = 1L;

        Stuck(String why) {
            super(why);
        }
    }

    static final String UP = "up";
    static final String START = "process_start_time_seconds";
    private static final Labels ANSWER = Labels.of("injected", "answer");

    private final Objective objective;
    private final Pace pace;

    Playwright(Objective objective, Pace pace) {
        this.objective = objective;
        this.pace = pace;
    }

    /** At least one. */
    List<Play> plays() throws Stuck {
        Indicator indicator = objective.indicator();
        if (indicator instanceof Indicator.Count
                || indicator instanceof Indicator.Changes
                || indicator instanceof Indicator.Division) {
            return new EventPlays(objective, pace).plays();
        }
        if (indicator instanceof Indicator.State state) {
            return states(state);
        }
        return indicator instanceof Indicator.Gauge gauge ? levels(gauge) : answers();
    }

    static Labels labels(Selector selector) throws Stuck {
        return Examples.labels(selector)
                .orElseThrow(() -> new Stuck("no series could be made up that " + selector + " matches"));
    }

    private Stuck noValue(boolean met) {
        return new Stuck("no value could be made up that " + (met ? "is" : "is not") + " as expected ("
                + objective.expect().text() + ")");
    }

    private Value value(boolean met) throws Stuck {
        return Examples.value(objective.expect(), met).orElseThrow(() -> noValue(met));
    }

    private List<Play> levels(Indicator.Gauge gauge) throws Stuck {
        Labels labels = labels(gauge.selector());
        double good = number(true);
        double bad = number(false);
        List<Play> plays = new ArrayList<>();
        WrittenSeries kept = pace.series(labels, at -> Optional.of(good));
        plays.add(new Play("a bad value", List.of(kept), List.of(turning(labels, good, bad))));
        if (objective.hold().isZero()) {
            WrittenSeries blip = pace.series(labels, at -> Optional.of(at.equals(pace.turn()) ? bad : good));
            plays.add(new Play("one bad sample", List.of(kept), List.of(blip)));
        }
        Labels second = with(labels, "injected", "second");
        if (gauge.selector().matches(second)) {
            plays.add(new Play(
                    "one bad series of two",
                    List.of(kept, pace.series(second, at -> Optional.of(good))),
                    List.of(kept, turning(second, good, bad))));
        }
        return plays;
    }

    private double number(boolean met) throws Stuck {
        return Examples.number(objective.expect(), met, any -> true).orElseThrow(() -> noValue(met));
    }

    private WrittenSeries turning(Labels labels, double good, double bad) {
        return pace.series(labels, at -> Optional.of(at.isBefore(pace.turn()) ? good : bad));
    }

    private List<Play> states(Indicator.State state) throws Stuck {
        Labels labels = labels(state.selector());
        String good = text(true);
        String bad = text(false);
        WrittenSeries kept = pace.series(with(labels, state.label(), good), at -> Optional.of(1.0));
        WrittenSeries ended = turning(with(labels, state.label(), good), 1, 0);
        WrittenSeries begun = turning(with(labels, state.label(), bad), 0, 1);
        return List.of(
                new Play("another state", List.of(kept), List.of(ended, begun)),
                new Play("no state", List.of(kept), List.of(ended)),
                new Play("two states at once", List.of(kept), List.of(kept, begun)));
    }

    /** The name of a state; there is always one. */
    private String text(boolean met) throws Stuck {
        return Examples.value(objective.expect(), met)
                .filter(Value.Text.class::isInstance)
                .map(Value::toString)
                .filter(name -> !name.isEmpty())
                .or(() -> Optional.of("injected").filter(any -> !met))
                .orElseThrow(() -> noValue(met));
    }

    private List<Play> answers() throws Stuck {
        List<Play> plays = new ArrayList<>();
        boolean isExpr = objective.indicator() instanceof Indicator.Expr;
        Value good = isExpr ? Value.of(number(true)) : value(true);
        Value bad = isExpr ? Value.of(number(false)) : value(false);
        WrittenSeries kept = answer(good, good);
        plays.add(new Play("a bad answer", List.of(kept), List.of(answer(good, bad))));
        if (isExpr && objective.noData() == NoData.MET) {
            plays.add(new Play("an answer where there was none", List.of(), List.of(answer(none(), bad))));
        }
        if (isExpr && objective.noData() == NoData.MISSED) {
            plays.add(new Play("nothing is answered", List.of(kept), List.of(answer(good, none()))));
        }
        return plays;
    }

    private static Value none() {
        return new Value.Absent("nothing there");
    }

    private WrittenSeries answer(Value before, Value after) {
        List<WrittenSeries.Point> points = new ArrayList<>();
        for (Instant at = pace.first(); !at.isAfter(pace.end()); at = at.plus(pace.scrape())) {
            Value now = at.isBefore(pace.turn()) ? before : after;
            points.add(new WrittenSeries.Point(at, now instanceof Value.Absent ? Optional.empty() : Optional.of(now)));
        }
        return new WrittenSeries(ANSWER, points);
    }

    static Labels with(Labels labels, String label, String value) {
        java.util.TreeMap<String, String> more = new java.util.TreeMap<>(labels.map());
        more.put(label, value);
        return new Labels(more);
    }
}
