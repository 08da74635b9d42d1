package io.github.slowatchdog.e2e;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables of one {@link Race}, and what it has to reach. */
final class RaceReport {

    /** The goals that compare with the peers are of this interval: at a shorter one, what is fixed weighs more. */
    private static final Duration COMPARED = Duration.ofSeconds(5);

    private final Race race;
    private final Duration interval;
    private final PrintStream out;

    RaceReport(Race race, Duration interval, PrintStream out) {
        this.race = race;
        this.interval = interval;
        this.out = out;
    }

    void print(Questions questions, Spread noticing) {
        int trials = race.played(Mishap.Kind.PLAIN).size();
        out.printf("%n### Scrape and evaluation each %d s, %d trials%n%n", interval.toSeconds(), trials);
        out.println(
                "| breach to flag, s | set | min | median | p95 | max | of (a) | of (c) |\n|---|---|---|---|---|---|---|---|");
        for (Contestant one : Contestant.values()) {
            Spread took = spread(one);
            out.printf(
                    Locale.ROOT,
                    "| %s | %d of %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |%n",
                    one.told(),
                    took.count(),
                    trials,
                    took.min(),
                    took.median(),
                    took.p95(),
                    took.max(),
                    ofMedian(took, Contestant.ALERTMANAGER),
                    ofMedian(took, Contestant.POLLER));
        }
        out.println("\n| of it, ms | min | median | p95 | max |\n|---|---|---|---|---|");
        printStep("(d) sample visible to flag", Spread.of(race.sinceVisible(Contestant.STORE_LANE, Mishap.Kind.PLAIN)));
        printStep("(d) decision to flag", Spread.of(race.sinceDecided(Contestant.STORE_LANE, Mishap.Kind.PLAIN)));
        printStep("(e) decision to flag", Spread.of(race.sinceDecided(Contestant.BOT_LANE, Mishap.Kind.PLAIN)));
        printStep("a SET of the bench itself to its being noticed", noticing);
        printFirst("(d)", Contestant.STORE_LANE);
        printFirst("(e)", Contestant.BOT_LANE);
        out.printf(
                Locale.ROOT,
                "%nQuestions put to Prometheus in %d s: (c) %d, (d) %d, %.3f of (c). Prometheus itself counted %d, which is %d"
                        + " more than these and the %d by which the bench looked for samples.%n",
                questions.time().toSeconds(),
                questions.poller(),
                questions.ours(),
                questions.oursPerPoller(),
                questions.counted(),
                questions.others(),
                questions.looking());
    }

    /** A process that has never stopped before runs code for the first time: that is what happens in earnest. */
    private void printFirst(String who, Contestant ours) {
        List<Duration> decided = race.sinceDecided(ours, Mishap.Kind.WARM_UP);
        out.printf(
                Locale.ROOT,
                "| %s decision to flag, the first stop of the process | | %.1f | | |%n",
                who,
                decided.isEmpty() ? Double.NaN : decided.get(0).toNanos() / 1e6);
    }

    private void printStep(String what, Spread took) {
        out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f |%n",
                what,
                took.min() * 1e3,
                took.median() * 1e3,
                took.p95() * 1e3,
                took.max() * 1e3);
    }

    /** What not everybody sees: median and maximum, or that nobody saw it. */
    void printSpecial(List<Mishap.Kind> kinds) {
        out.printf(
                "%n### What is gone or born between two scrapes (each %d s), median (max) in s%n%n",
                interval.toSeconds());
        out.println("| | "
                + String.join(
                        " | ",
                        Stream.of(Contestant.values()).map(Contestant::told).toList()) + " |");
        out.println("|---".repeat(Contestant.values().length + 1) + "|");
        for (Mishap.Kind kind : kinds) {
            out.println("| " + kind.told() + " | "
                    + String.join(
                            " | ",
                            Stream.of(Contestant.values())
                                    .map(one -> cell(one, kind))
                                    .toList()) + " |");
        }
    }

    private String cell(Contestant one, Mishap.Kind kind) {
        int trials = race.played(kind).size();
        Spread took = Spread.of(race.took(one, kind));
        return took.count() == 0
                ? "**never**"
                : String.format(Locale.ROOT, "%d of %d, %.2f (%.2f)", took.count(), trials, took.median(), took.max());
    }

    List<Goal> goals(Questions questions) {
        String at = " at " + interval.toSeconds() + " s";
        Spread store = spread(Contestant.STORE_LANE);
        Spread bot = spread(Contestant.BOT_LANE);
        List<Goal> goals = new ArrayList<>();
        goals.add(new Goal(
                "(d) sample visible to flag" + at,
                millis(race.sinceVisible(Contestant.STORE_LANE, Mishap.Kind.PLAIN)),
                20,
                " ms"));
        goals.add(new Goal(
                "(d) decision to flag" + at,
                millis(race.sinceDecided(Contestant.STORE_LANE, Mishap.Kind.PLAIN)),
                2,
                " ms"));
        goals.add(new Goal(
                "(e) decision to flag" + at,
                millis(race.sinceDecided(Contestant.BOT_LANE, Mishap.Kind.PLAIN)),
                2,
                " ms"));
        goals.add(new Goal(
                "(e) breach to flag" + at,
                bot.median() * 1e3,
                0.6 * RaceGround.BOT_LANE_INTERVAL.toMillis() + 10,
                " ms"));
        if (interval.equals(COMPARED)) {
            goals.add(new Goal("(d) of (a)" + at, ofMedian(store, Contestant.ALERTMANAGER), 0.55, ""));
            goals.add(new Goal(
                    "(d) behind (c), of the same event" + at,
                    millis(race.behind(Contestant.STORE_LANE, Contestant.POLLER)),
                    0,
                    " ms"));
            goals.add(new Goal("questions of (d), of those of (c)" + at, questions.oursPerPoller(), 0.1, ""));
            goals.add(new Goal("(e) of (a)" + at, ofMedian(bot, Contestant.ALERTMANAGER), 0.05, ""));
        }
        return goals;
    }

    private Spread spread(Contestant one) {
        return Spread.of(race.took(one, Mishap.Kind.PLAIN));
    }

    private double ofMedian(Spread took, Contestant other) {
        return took.median() / spread(other).median();
    }

    private static double millis(List<Duration> trials) {
        return Spread.of(trials).median() * 1e3;
    }
}
