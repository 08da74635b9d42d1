package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drill}: proves that a stop stops the bot (SPEC 9). */
@Command(
        name = "drill",
        description = {
            "Orders a marked stop, proves by stop.confirm that the bot obeys, releases it, and prints each step's time.",
            "The bot really stops, and its mode stays as it is then. Refused while a stop is in force; a real stop",
            "during the drill takes over and stays. A bot that does not obey leaves the order in force (exit code 6)."
        },
        footer = {"", "Example: slo-watchdog drill --by alice"})
final class DrillCommand extends ConfiguredCommand {

    @Option(
            names = "--by",
            paramLabel = "NAME",
            converter = NotBlank.class,
            defaultValue = "${sys:user.name:-unknown}",
            description = "Who makes the drill (default: the user).")
    private String by = "unknown";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            converter = NotBlank.class,
            defaultValue = "drill",
            description = "Why, in one line (default: ${DEFAULT-VALUE}).")
    private String reason = "drill";

    @Override
    ExitCode run(Settings settings) {
        Settings.Stop stop = settings.stop();
        if (!stop.enforced()) {
            return refuse(
                    "stop.mode is shadow, which touches nothing", "make the drill with a configuration that enforces");
        }
        if (stop.confirm().isEmpty()) {
            return refuse(
                    "stop.confirm is not configured, so nothing could be proved",
                    "say how the bot shows that it obeys");
        }
        try (OwnVertx own = OwnVertx.open(1);
                FlagStore store = FlagStore.open(settings.name(), stop.redis())) {
            Drill drill = new Drill(
                    store,
                    Wiring.confirmation(own.vertx(), settings, stop.confirm().get()),
                    InstantSource.system());
            return perform(drill, settings);
        }
    }

    private ExitCode refuse(String why, String fix) {
        PrintWriter err = err();
        err.println("slo-watchdog: drill refused: " + why);
        err.println("    fix: " + fix);
        return ExitCode.REFUSED;
    }

    private ExitCode perform(Drill drill, Settings settings) {
        Optional<Drill.Outcome> obstacle = drill.obstacle();
        if (obstacle.isPresent()) {
            return tell(obstacle.get(), "");
        }
        PrintWriter out = out();
        if (drill.isStoppedAlready()) {
            out.println(
                    "note: the bot shows already what a stop makes it show; this drill proves that the flag is written, "
                            + "and less of the bot");
        }
        StopOrder order =
                StopOrder.of(Cause.DRILL, "", reason, InstantSource.system().instant(), by);
        out.println("drill: order " + order.id() + " by " + by + ", key "
                + settings.stop().redis().key());
        out.flush();
        Drill.Outcome outcome = drill.run(order);
        out.printf(Locale.ROOT, "%-12s %10s  %s%n", "step", "after", "");
        drill.steps()
                .forEach(step -> out.printf(
                        Locale.ROOT,
                        "%-12s %7d ms  %s%n",
                        step.name(),
                        step.after().toMillis(),
                        step.what()));
        out.flush();
        return tell(outcome, order.id());
    }

    private ExitCode tell(Drill.Outcome outcome, String id) {
        PrintWriter err = err();
        if (outcome instanceof Drill.Outcome.Obeyed) {
            out().println("the bot obeyed; its mode stays as it is, and going live again is your own act");
            return ExitCode.OK;
        }
        if (outcome instanceof Drill.Outcome.NotObeyed late) {
            err.println("slo-watchdog: THE BOT DOES NOT OBEY: not shown within "
                    + late.within().toSeconds() + " s; order " + id + " stays in force");
            err.println(
                    "    fix: stop the bot by its own means; docs/runbook.md, unconfirmed; then: slo-watchdog release --order "
                            + id + " --by NAME --reason TEXT");
            return ExitCode.UNCONFIRMED;
        }
        if (outcome instanceof Drill.Outcome.RealStop stop) {
            return tellRealStop(stop);
        }
        if (outcome instanceof Drill.Outcome.ReleasedByOther other) {
            err.println(
                    "slo-watchdog: the drill was released by " + other.release().by() + " before it was over");
            err.println("    fix: make it again");
            return ExitCode.INCONCLUSIVE;
        }
        Drill.Outcome.Failed failed = (Drill.Outcome.Failed) outcome;
        err.println("slo-watchdog: drill failed: " + failed.failure().word() + ": " + failed.detail());
        err.println("    fix: docs/runbook.md has a line on " + failed.failure().word()
                + (id.isEmpty() ? "" : "; order " + id + " may be in force: see the key"));
        return ExitCode.UNREACHABLE;
    }

    private ExitCode tellRealStop(Drill.Outcome.RealStop stop) {
        PrintWriter err = err();
        StopOrder order = stop.order();
        err.println("slo-watchdog: " + (stop.before() ? "drill refused: a stop is in force" : "a real stop took over")
                + ": order " + order.id() + " by " + order.by() + ": " + order.reason());
        err.println("    fix: "
                + (stop.before()
                        ? "release it first, if its cause is known and gone"
                        : "docs/runbook.md, the bot was stopped; the drill is over, the stop stays"));
        return stop.before() ? ExitCode.REFUSED : ExitCode.FAILED;
    }
}
