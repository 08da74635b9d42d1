package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakRules;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.watch.MetricSource;
import io.github.slowatchdog.watch.Replay;
import io.github.slowatchdog.watch.WatchdogSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Gives each objective a breach and requires that it is seen: first series that keep the promise, and must pass, then the same broken. A
 * rule that could never fail, since it looks at nothing or expects nothing, is found by this.
 */
public final class Injection {

    private static final SoakRules SOAK =
            new SoakRules(Duration.ofDays(365), Optional.empty(), Optional.empty(), List.of());
    private static final Duration MAX_AGE = Duration.ofSeconds(45);
    private static final Duration OVERLAP = Duration.ofMinutes(1);
    /** A longer story has too many samples, and would run for minutes. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /**
     * What became of one objective.
     *
     * @param breaches each way in which it was broken, with the lane where it has several
     * @param problems what was not seen, and why; empty: all was
     */
    public record Injected(Objective objective, List<String> breaches, List<String> problems) {
        public Injected {
            breaches = List.copyOf(breaches);
            problems = List.copyOf(problems);
        }

        public boolean isSeen() {
            return problems.isEmpty();
        }
    }

    private final Objective objective;
    private final Duration interval;
    private final Pace pace;
    private final List<String> breaches = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Injection(Objective objective, Duration interval) {
        this.objective = objective;
        this.interval = interval;
        this.pace = Pace.of(objective, interval);
    }

    /** Breaks the promise of each objective of these groups, in their order. */
    public static List<Injected> of(List<WatchdogSetup.Group> groups) {
        return groups.stream()
                .flatMap(group -> group.objectives().stream()
                        .map(objective -> new Injection(objective, group.interval()).injected()))
                .toList();
    }

    private Injected injected() {
        Duration length = Duration.between(pace.begin(), pace.end());
        if (length.compareTo(LONGEST) > 0) {
            problems.add("its story would take " + length.toDays() + " days; write a test file for it");
            return new Injected(objective, breaches, problems);
        }
        try {
            for (Play play : new Playwright(objective, pace).plays()) {
                for (Lane lane : objective.lanes()) {
                    String how = play.how() + (objective.lanes().size() > 1 ? " on " + lane.word() : "");
                    breaches.add(how);
                    run(play, lane, true).ifPresent(why -> problems.add(how + ": " + why));
                }
                if (objective.when().isPresent()) {
                    breaches.add(play.how() + " while it does not apply");
                    run(play, objective.lanes().get(0), false)
                            .ifPresent(why -> problems.add(play.how() + " while it does not apply: " + why));
                }
            }
        } catch (Playwright.Stuck e) {
            problems.add(e.getMessage() + "; write a test file for it");
        }
        return new Injected(objective, breaches, problems);
    }

    /**
     * Runs one story.
     *
     * @param on the lane on which the promise is broken
     * @param applies whether the condition of the objective holds; the breach must not be seen otherwise
     * @return what went wrong; empty if nothing did
     */
    private Optional<String> run(Play play, Lane on, boolean applies) throws Playwright.Stuck {
        Pace pace = applies ? this.pace : outside();
        Heard heard = new Heard();
        Replay replay = new Replay(
                new Replay.Setup(
                        Scenario.NAME,
                        SOAK,
                        List.of(new WatchdogSetup.Group(objective.group(), interval, List.of(objective))),
                        sources(play, on, applies),
                        Optional.of(MAX_AGE),
                        UnaryOperator.identity()),
                pace.begin(),
                heard);
        replay.begin();
        boolean clean = play.anew() || !applies;
        for (Instant now = pace.begin().plus(Replay.BEAT); !now.isAfter(pace.end()); now = now.plus(Replay.BEAT)) {
            if (!clean && !now.isBefore(pace.turn())) {
                clean = true;
                Optional<String> trouble = trouble(replay, heard);
                if (trouble.isPresent()) {
                    return trouble;
                }
            }
            replay.beat(now);
            if (heard.breached) {
                return applies ? consequence(replay) : Optional.of("it was judged all the same");
            }
        }
        return applies ? Optional.of("no breach was seen: " + why(replay)) : Optional.empty();
    }

    /** A time of day at which it does not apply. */
    private Pace outside() {
        return objective.when().orElse(null) instanceof Condition.WhenUtc utc
                ? pace.later(
                        Duration.between(utc.negated() ? utc.to() : utc.from(), utc.negated() ? utc.from() : utc.to()))
                : pace;
    }

    /** Why the clean part of the story was not clean. */
    private Optional<String> trouble(Replay replay, Heard heard) {
        if (heard.breached) {
            return Optional.of("it breaches although nothing is wrong: " + why(replay));
        }
        return heard.met && replay.objectives().get(0).verdict() == Verdict.PASS
                ? Optional.empty()
                : Optional.of("it does not pass although nothing is wrong: "
                        + replay.objectives().get(0).verdict().word() + ": " + why(replay));
    }

    private Optional<String> consequence(Replay replay) {
        Consequence expected = objective.shadow() ? Consequence.WARN : objective.onBreach();
        boolean stopped = replay.order().isPresent();
        boolean failed = replay.soak().verdict() == SoakVerdict.FAIL;
        boolean right = switch (expected) {
            case STOP -> stopped && failed;
            case FAIL -> failed && !stopped;
            case WARN -> !failed && !stopped;
        };
        return right
                ? Optional.empty()
                : Optional.of("it is seen, but leads to " + (stopped ? "a stop" : failed ? "a fail" : "nothing")
                        + " instead of " + expected.word());
    }

    private static String why(Replay replay) {
        return Transcript.readable(replay.objectives().get(0).readings().stream()
                .map(reading -> reading.lane().word() + ": "
                        + reading.last().map(Assessment::why).orElse("nothing measured"))
                .collect(Collectors.joining("; ")));
    }

    private List<MetricSource> sources(Play play, Lane on, boolean applies) throws Playwright.Stuck {
        Pace pace = applies ? this.pace : outside();
        Play shown = pace.equals(this.pace) ? play : same(play, pace);
        boolean scripted = objective.indicator().selectors().isEmpty();
        Map<Indicator, List<WrittenSeries>> answers = new HashMap<>();
        if (scripted) {
            answers.put(objective.indicator(), shown.broken());
        }
        condition(pace, applies, answers);
        List<MetricSource> sources = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            List<WrittenSeries> series = new ArrayList<>();
            if (!scripted) {
                series.addAll(lane == on ? shown.broken() : shown.kept());
            }
            Labels process = process(series);
            add(series, pace, process, Playwright.UP, 1);
            add(series, pace, process, Playwright.START, (double)
                    EventPlays.started(objective, pace).getEpochSecond());
            Selector up = Selector.parse(Playwright.UP + "{job=\"" + process.get("job") + "\"}");
            sources.add(new WrittenSource(lane, series, answers, up, OVERLAP));
        }
        return sources;
    }

    private Play same(Play play, Pace pace) throws Playwright.Stuck {
        return new Playwright(objective, pace)
                .plays().stream()
                        .filter(one -> one.how().equals(play.how()))
                        .findFirst()
                        .orElse(play);
    }

    /** The process whose series these are; another one where they speak of {@code up} itself. */
    private static Labels process(List<WrittenSeries> series) {
        Optional<Labels> first = series.stream()
                .map(WrittenSeries::labels)
                .filter(labels -> !labels.get(Labels.NAME).equals(Playwright.UP))
                .findFirst();
        return Labels.of(
                "job",
                        first.map(labels -> labels.get("job"))
                                .filter(job -> !job.isEmpty())
                                .orElse("watched"),
                "instance", first.map(labels -> labels.get("instance")).orElse("watched:8090"));
    }

    private static void add(List<WrittenSeries> series, Pace pace, Labels process, String name, double value) {
        Labels labels = Playwright.with(process, Labels.NAME, name);
        boolean there = series.stream()
                .anyMatch(one -> one.labels().get(Labels.NAME).equals(name)
                        && one.labels().get("job").equals(process.get("job"))
                        && one.labels().get("instance").equals(process.get("instance")));
        if (!there) {
            series.add(pace.series(labels, at -> Optional.of(value)));
        }
    }

    /** What is answered to the condition of the objective, so that it holds, or does not. */
    private void condition(Pace pace, boolean holds, Map<Indicator, List<WrittenSeries>> answers)
            throws Playwright.Stuck {
        Condition when = objective.when().orElse(null);
        if (when instanceof Condition.WhenExpr expr) {
            answers.put(
                    new Indicator.Expr(expr.promql()),
                    List.of(pace.series(Labels.of("injected", "when"), at -> Optional.of(holds ? 1.0 : 0.0))));
        } else if (when instanceof Condition.WhenProbe probe) {
            Value value = Examples.value(probe.expect(), holds)
                    .orElseThrow(() -> new Playwright.Stuck("no answer could be made up for its `when`"));
            List<WrittenSeries.Point> points = new ArrayList<>();
            for (Instant at = pace.first(); !at.isAfter(pace.end()); at = at.plus(pace.scrape())) {
                points.add(new WrittenSeries.Point(
                        at, value instanceof Value.Absent ? Optional.empty() : Optional.of(value)));
            }
            answers.put(probe.probe(), List.of(new WrittenSeries(Labels.of("injected", "when"), points)));
        }
    }

    /** What is heard of the one objective. */
    private static final class Heard implements Replay.Listener {
        private boolean met;
        private boolean breached;

        @Override
        public void measured(Instant now, Replay.Measured measured) {
            met |= measured.assessment().outcome() == Outcome.MET;
        }

        @Override
        public void turned(Instant now, Replay.Turned turned) {
            breached |= turned.verdict() == Verdict.BREACH;
        }
    }
}
