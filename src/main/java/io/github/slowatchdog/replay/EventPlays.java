package io.github.slowatchdog.replay;

import io.github.slowatchdog.replay.Playwright.Stuck;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Makes up series for what counts events: {@code count}, {@code changes} and {@code ratio}. */
final class EventPlays {

    /** What a counter shows before the soak: it must not be taken for events of it. */
    private static final double OLD = 7;

    private static final double MANY = 1e8;

    private final Objective objective;
    private final Pace pace;

    EventPlays(Objective objective, Pace pace) {
        this.objective = objective;
        this.pace = pace;
    }

    /** How many events there have been up to a time. */
    private interface Events extends ToDoubleFunction<Instant> {}

    List<Play> plays() throws Stuck {
        if (objective.indicator() instanceof Indicator.Ratio ratio) {
            return List.of(badEvents(ratio, share(true), share(false), ratio.minEvents()));
        }
        if (objective.indicator() instanceof Indicator.Burn burn) {
            long enough = Math.max(burn.minEvents(), burn.budget().minBadEvents());
            return List.of(badEvents(burn, 0, 1, enough));
        }
        boolean counts = objective.indicator() instanceof Indicator.Count;
        return meets(0) ? atMost(counts) : atLeast(counts);
    }

    private boolean meets(double number) {
        return objective.expect().isMetBy(Value.of(number));
    }

    private long events(boolean met) throws Stuck {
        return Examples.events(objective.expect(), met)
                .orElseThrow(() -> new Stuck("no number of events could be made up that " + (met ? "is" : "is not")
                        + " as expected (" + objective.expect().text() + ")"));
    }

    private List<Play> atMost(boolean counts) throws Stuck {
        double bad = events(false);
        Events none = at -> 0;
        List<WrittenSeries> kept = shown(none);
        if (!counts) {
            // a sample shows one change
            Events oneByOne = at -> Math.min(bad, Math.max(0, 1.0 + pace.scrapes(pace.turn(), at)));
            return List.of(new Play("changes", kept, shown(oneByOne)));
        }
        List<Play> plays = new ArrayList<>();
        plays.add(new Play("a rise", kept, shown(at -> at.isBefore(pace.turn()) ? 0 : bad)));
        Labels labels = labels();
        Labels born = Playwright.with(labels, "injected", "birth");
        if (count().selector().matches(born)) {
            WrittenSeries birth =
                    pace.series(born, at -> at.isBefore(pace.turn()) ? Optional.empty() : Optional.of(bad));
            plays.add(new Play("a birth", kept, List.of(kept.get(0), birth)));
        }
        if (objective.grace().isZero()) {
            // the process starts anew, and its counter has reached an old value again
            WrittenSeries again = pace.series(labels, at -> Optional.of(bad));
            WrittenSeries start = pace.series(
                    Playwright.with(labels.without(Labels.NAME), Labels.NAME, Playwright.START),
                    at -> Optional.of((double)
                            (at.isBefore(pace.turn()) ? started() : pace.turn().minusSeconds(1)).getEpochSecond()));
            List<WrittenSeries> before = List.of(pace.series(labels, at -> Optional.of(bad)));
            plays.add(new Play("a restart", before, List.of(again, start)));
        }
        return plays;
    }

    /** When the process was started, long before the story and any grace. */
    private Instant started() {
        return started(objective, pace);
    }

    static Instant started(Objective objective, Pace pace) {
        return pace.first().minus(Duration.ofHours(1)).minus(objective.grace());
    }

    private List<Play> atLeast(boolean counts) throws Stuck {
        double good = events(true);
        Optional<Duration> window = Pace.window(objective.indicator());
        boolean bounded = !meets(MANY);
        Events steady = window.isPresent() && bounded ? evenly(good, window.get()) : eachScrape(counts ? good : 1);
        Events burst = at -> at.isAfter(pace.begin()) ? good : 0;
        List<WrittenSeries> kept = shown(window.isEmpty() && bounded ? burst : steady);
        List<Play> plays = new ArrayList<>();
        plays.add(
                window.isPresent()
                        ? new Play(
                                "silence",
                                kept,
                                shown(at -> steady.applyAsDouble(at.isBefore(pace.turn()) ? at : pace.turn())))
                        : new Play("silence", kept, shown(at -> 0), true));
        if (bounded && counts) {
            plays.add(new Play(
                    "a rise",
                    kept,
                    shown(at -> (window.isEmpty() ? burst : steady).applyAsDouble(at)
                            + (at.isBefore(pace.turn()) ? 0 : MANY))));
        }
        return plays;
    }

    private Events eachScrape(double each) {
        return at -> each * pace.scrapes(pace.first(), at);
    }

    private Events evenly(double number, Duration window) {
        return at -> Math.floor(Duration.between(pace.first(), at).toMillis() * number / window.toMillis());
    }

    private Indicator.Count count() {
        return (Indicator.Count) objective.indicator();
    }

    private Labels labels() throws Stuck {
        return Playwright.labels(objective.indicator().selectors().get(0));
    }

    /** The series in which these events are seen. */
    private List<WrittenSeries> shown(Events events) throws Stuck {
        Labels labels = labels();
        if (objective.indicator() instanceof Indicator.Changes changes) {
            if (changes.stateLabel().isPresent()) {
                return List.of(
                        state(labels, changes.stateLabel().get(), "one", events, 0),
                        state(labels, changes.stateLabel().get(), "other", events, 1));
            }
            boolean isStart = labels.get(Labels.NAME).equals(Playwright.START);
            double base = isStart ? started().getEpochSecond() : OLD;
            return List.of(pace.series(labels, at -> Optional.of(base + events.applyAsDouble(at))));
        }
        return List.of(pace.series(labels, at -> Optional.of(OLD + events.applyAsDouble(at))));
    }

    /** Active while the number of changes so far is even, or odd. */
    private WrittenSeries state(Labels labels, String label, String name, Events events, int rest) {
        return pace.series(
                Playwright.with(labels, label, name),
                at -> Optional.of(events.applyAsDouble(at) % 2 == rest ? 1.0 : 0.0));
    }

    /**
     * @param good the share of bad events that is as expected
     * @param bad the share that is not
     * @param enough so many events are needed to judge
     */
    private Play badEvents(Indicator.Division ratio, double good, double bad, long enough) throws Stuck {
        double traffic = Math.max(1000, enough);
        Labels badLabels = Playwright.labels(ratio.bad());
        Labels merged = Playwright.labels(ratio.total());
        boolean part = ratio.total().matches(badLabels);
        if (part && ratio.bad().matches(merged)) {
            throw new Stuck("no series could be made up that is part of the total and not bad");
        }
        return new Play(
                "bad events",
                ratio(badLabels, merged, part, traffic, good, good),
                ratio(badLabels, merged, part, traffic, good, bad));
    }

    private double share(boolean met) throws Stuck {
        return Examples.number(objective.expect(), met, number -> number >= 0 && number <= 1)
                .orElseThrow(() -> new Stuck("no share between 0 and 1 " + (met ? "is" : "is not") + " as expected ("
                        + objective.expect().text() + ")"));
    }

    /** @param part whether the bad events are counted in series of the total */
    private List<WrittenSeries> ratio(
            Labels badLabels, Labels others, boolean part, double traffic, double before, double after) {
        Events all = at -> traffic * pace.scrapes(pace.first(), at);
        Events bad = at -> {
            long until = pace.scrapes(pace.first(), at.isBefore(pace.turn()) ? at : pace.turn());
            return traffic * (before * until + after * (pace.scrapes(pace.first(), at) - until));
        };
        return List.of(
                pace.series(badLabels, at -> Optional.of(bad.applyAsDouble(at))),
                pace.series(others, at -> Optional.of(all.applyAsDouble(at) - (part ? bad.applyAsDouble(at) : 0))));
    }
}
