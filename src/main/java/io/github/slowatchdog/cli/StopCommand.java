package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.ByHand;
import io.github.slowatchdog.redis.FlagStore;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stop}: a person stops the bot, with or without a watchdog that runs (SPEC 7.4). */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Orders a stop by hand: writes the flag, reads it back, and prints the order's id.",
        footer = {"", "Example: slo-watchdog stop --by alice --reason \"balances do not match\""})
final class StopCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who orders it.")
    private String by = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in one line.")
    private String reason = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        Optional<Settings> settings = config.load(spec.commandLine().getErr());
        if (settings.isEmpty()) {
            return ExitCode.USAGE.code();
        }
        try (FlagStore store =
                FlagStore.open(settings.get().name(), settings.get().stop().redis())) {
            ByHand.StopOutcome outcome = new ByHand(store, InstantSource.system()).stop(by, reason);
            return tell(outcome, settings.get()).code();
        }
    }

    private ExitCode tell(ByHand.StopOutcome outcome, Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        if (outcome instanceof ByHand.StopOutcome.Stopped stopped) {
            out.println("stopped: order " + stopped.order().id() + ", the flag "
                    + settings.stop().redis().key() + " is written and read back");
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
        PrintWriter err = spec.commandLine().getErr();
        err.println("slo-watchdog: NOT stopped: " + failed.failure().word() + ": " + failed.detail());
        err.println("    fix: try again, or stop the bot by its own means; docs/runbook.md has a line on "
                + failed.failure().word());
        return ExitCode.UNREACHABLE;
    }
}
