package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.ByHand;
import io.github.slowatchdog.redis.FlagStore;
import java.io.PrintWriter;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stop}: a person stops the bot, with or without a watchdog that runs (SPEC 7.4). */
@Command(
        name = "stop",
        description = "Orders a stop by hand: writes the flag, reads it back, and prints the order's id.",
        footer = {"", "Example: slo-watchdog stop --by alice --reason \"balances do not match\""})
final class StopCommand extends ConfiguredCommand {

    @Mixin
    private Person person = new Person();

    @Override
    ExitCode run(Settings settings) {
        try (FlagStore store = FlagStore.open(settings.name(), settings.stop().redis())) {
            ByHand.StopOutcome outcome = new ByHand(store, InstantSource.system()).stop(person.by(), person.reason());
            return tell(outcome, settings);
        }
    }

    private ExitCode tell(ByHand.StopOutcome outcome, Settings settings) {
        PrintWriter out = out();
        if (outcome instanceof ByHand.StopOutcome.Stopped stopped) {
            out.println("stopped: order " + stopped.order().id() + ", the flag "
                    + settings.stop().redis().key() + " is written and read back");
            out.println(
                    "whether the bot obeys is not asked here: see slo-watchdog status, where one runs, and the bot");
            out.println(
                    "release: slo-watchdog release --order " + stopped.order().id() + " --by NAME --reason TEXT");
            return ExitCode.OK;
        }
        if (outcome instanceof ByHand.StopOutcome.AlreadyStopped already) {
            out.println("stopped already: order " + already.inForce().id() + " by "
                    + already.inForce().by() + " is in force: "
                    + already.inForce().reason());
            return ExitCode.OK;
        }
        ByHand.StopOutcome.Failed failed = (ByHand.StopOutcome.Failed) outcome;
        PrintWriter err = err();
        err.println("slo-watchdog: NOT stopped: " + failed.failure().word() + ": " + failed.detail());
        err.println("    fix: try again, or stop the bot by its own means; docs/runbook.md has a line on "
                + failed.failure().word());
        return ExitCode.UNREACHABLE;
    }
}
