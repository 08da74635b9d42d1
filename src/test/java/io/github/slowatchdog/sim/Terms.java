package io.github.slowatchdog.sim;

import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.soak.Requirement;
import io.github.slowatchdog.soak.SoakRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is promised in one history, and how it is measured. Times in seconds.
 *
 * @param live whether the bot is meant to be LIVE, so that a stop changes what it does; otherwise DRY is expected of it
 * @param interval how often it is measured
 * @param scrape how often the store scrapes
 * @param lanes on which duplicates and the mode are read
 * @param watchdogs how many guard the flag
 * @param calmFrom from then on nothing bad happens any more
 * @param ends the last second of the history
 */
record Terms(
        boolean live,
        double interval,
        double scrape,
        List<Lane> lanes,
        int watchdogs,
        double window,
        double blindAfter,
        Consequence whenBlind,
        double greenFor,
        int required,
        double calmFrom,
        double ends) {

    static final double CONFIRM_WITHIN = 10;
    static final String DUPLICATES = "duplicates";
    static final String MODE = "mode";
    static final String LAG = "lag";
    static final int WORST_LAG = 100;

    static Terms of(Dice dice, double length) {
        double scrape = dice.pick(List.of(1.0, 2.0, 5.0, 5.0, 10.0));
        return new Terms(
                dice.chance(0.5),
                dice.pick(List.of(1.0, 2.0, 5.0)),
                scrape,
                dice.pick(List.of(
                        List.of(Lane.BOT, Lane.PROMETHEUS),
                        List.of(Lane.BOT, Lane.PROMETHEUS),
                        List.of(Lane.PROMETHEUS),
                        List.of(Lane.PROMETHEUS),
                        List.of(Lane.BOT))),
                dice.chance(0.3) ? 2 : 1,
                dice.whole(40, 120),
                dice.whole(10, 40),
                dice.pick(List.of(Consequence.STOP, Consequence.FAIL, Consequence.WARN)),
                dice.whole(0, 20),
                dice.pick(List.of(0, 100, 500)),
                length,
                length + 60);
    }

    /** How old the newest scrape may be. */
    double maxAge() {
        return 3 * scrape + 5;
    }

    /** So long after a sample can be seen, with all well, a decision must have been made: the tick, and the wait for the next sample. */
    double soon() {
        return interval + 3 * scrape + 8;
    }

    SoakRules soak() {
        List<Requirement> require = required == 0
                ? List.of()
                : List.of(new Requirement(
                        new Indicator.Count(Selector.parse(Bot.REQUESTS + "{job=\"bot\"}"), Optional.empty()),
                        Expectation.parse(">= " + required)));
        return new SoakRules(seconds(window), Optional.of(seconds(3 * window)), Optional.empty(), require);
    }

    List<Objective> objectives() {
        return List.of(
                objective(
                        DUPLICATES,
                        new Indicator.Count(Selector.parse(Bot.DUPLICATES + "{job=\"bot\"}"), Optional.empty()),
                        "== 0",
                        Consequence.STOP,
                        lanes,
                        0),
                objective(
                        MODE,
                        new Indicator.State(Selector.parse(Bot.MODE + "{job=\"bot\"}"), "mode"),
                        live ? "=~ LIVE|DRY" : "== DRY",
                        Consequence.STOP,
                        lanes,
                        0),
                objective(
                        LAG,
                        new Indicator.Gauge(Selector.parse(Bot.LAG + "{job=\"bot\"}")),
                        "< " + WORST_LAG,
                        Consequence.FAIL,
                        List.of(Lane.PROMETHEUS),
                        5));
    }

    private Objective objective(
            String name, Indicator indicator, String expect, Consequence onBreach, List<Lane> on, double hold) {
        return new Objective(
                name,
                "bot",
                indicator,
                Expectation.parse(expect),
                onBreach,
                on,
                seconds(hold),
                Optional.empty(),
                name.equals(DUPLICATES) ? NoData.MET : NoData.UNKNOWN,
                Duration.ZERO,
                seconds(blindAfter),
                whenBlind,
                Optional.empty(),
                false,
                Objective.Notes.NONE);
    }

    static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
