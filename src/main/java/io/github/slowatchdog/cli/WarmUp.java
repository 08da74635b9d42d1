package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Expectation;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.NoData;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.soak.SoakRules;
import io.github.slowatchdog.watch.Journal;
import io.github.slowatchdog.watch.Timings;
import io.github.slowatchdog.watch.Watchdog;
import io.github.slowatchdog.watch.WatchdogSetup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Stops a flag that nobody reads, again and again, soon after the start: a watchdog like the real one on a counter that is made up, with
 * the real Redis behind it. The first stop of a process is the one that counts, and code that has never run takes ten times as
 * long on a Java machine; besides, Redis then knows the script (ADR 0022).
 *
 * <p>Nothing waits for it. It has a connection and a thread of its own, ends at the first trouble, and tells nobody: what is wrong
 * with Redis is told by the one who holds the flag. What it has written expires.
 */
final class WarmUp {

    /** When a sidecar has come to rest after its start. */
    static final Duration AFTER = Duration.ofSeconds(2);

    /** About a third of a second of processor time in all; more makes it hardly faster. */
    static final int ROUNDS = 200;

    private static final Duration EACH = Duration.ofMillis(5);
    private static final String NAME = "warm-up";

    private WarmUp() {}

    /** Begins after a while; completes when it is over. */
    static Future<Void> later(Vertx vertx, Settings settings) {
        return vertx.timer(AFTER.toMillis()).compose(ignored -> run(vertx, settings));
    }

    /** Begins now; completes when it is over. */
    static Future<Void> run(Vertx vertx, Settings settings) {
        ProbeSwitch probe =
                new ProbeSwitch(FlagStore.probe(settings.name(), settings.stop().redis()), ROUNDS);
        Watchdog watchdog = Watchdog.start(vertx, setup(settings, probe));
        return probe.over().transform(ignored -> watchdog.stop());
    }

    private static WatchdogSetup setup(Settings settings, ProbeSwitch probe) {
        Objective objective = new Objective(
                NAME,
                NAME,
                new Indicator.Count(Selector.parse("made_up_total"), Optional.empty()),
                Expectation.parse("== 0"),
                Consequence.STOP,
                List.of(Lane.BOT),
                Duration.ZERO,
                Optional.empty(),
                NoData.UNKNOWN,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Consequence.WARN,
                Optional.empty(),
                false,
                Objective.Notes.NONE);
        Journal nobody = event -> {};
        return new WatchdogSetup(
                settings.name(),
                NAME,
                new SoakRules(Duration.ofHours(1), Optional.empty(), Optional.empty(), List.of()),
                List.of(new WatchdogSetup.Group(NAME, EACH, List.of(objective))),
                List.of(new MadeUpSource()),
                Optional.empty(),
                new WatchdogSetup.Stopping(true, probe, Optional.empty(), Optional.empty(), Optional.empty()),
                nobody,
                Timings.NONE,
                InstantSource.system());
    }
}
