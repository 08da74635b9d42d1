package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.ByHand;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.stop.StopOrder;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code release}: a person ends a stop, by its id (SPEC 7.3). */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Releases a stop: emergency_stop becomes false, the mode stays as it is.",
            "Refused while an objective that stops is in breach or blind, or was a short while ago."
        },
        footer = {
            "",
            "Example: slo-watchdog release --order l9x2k1-duplicate_intents --by alice --reason \"fixed in v2.1\""
        })
final class ReleaseCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--order", required = true, paramLabel = "ID", description = "The order to release.")
    private String order = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who releases it.")
    private String by = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in one line.")
    private String reason = "";

    @Option(names = "--force", description = "Release although objectives are not green; recorded as forced.")
    private boolean force;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        Optional<Settings> settings = config.load(spec.commandLine().getErr());
        if (settings.isEmpty()) {
            return ExitCode.USAGE.code();
        }
        Settings.Stop stop = settings.get().stop();
        try (FlagStore store = FlagStore.open(settings.get().name(), stop.redis())) {
            return tell(new ByHand(store, InstantSource.system()).release(order, by, reason, force, stop.greenFor()))
                    .code();
        }
    }

    private ExitCode tell(ByHand.ReleaseOutcome outcome) {
        if (outcome instanceof ByHand.ReleaseOutcome.Released released) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("released: order " + released.release().orderId() + " by "
                    + released.release().by() + (released.release().forced() ? ", forced" : ""));
            if (released.watched().isEmpty()) {
                out.println("no watchdog has left word within the last seconds: nothing is known of the objectives");
            }
            out.println("the mode stays as it is; going live again is your own act");
            return ExitCode.OK;
        }
        PrintWriter err = spec.commandLine().getErr();
        if (outcome instanceof ByHand.ReleaseOutcome.Refused refused) {
            err.println("slo-watchdog: release refused: " + String.join("; ", refused.reasons()));
            err.println("    fix: wait until it is green, or add --force, which is recorded");
            return ExitCode.REFUSED;
        }
        if (outcome instanceof ByHand.ReleaseOutcome.NoSuchOrder none) {
            err.println("slo-watchdog: order " + order + " is not in force");
            err.println("    fix: "
                    + none.inForce()
                            .map(ReleaseCommand::named)
                            .orElse("there is no order in force, nothing to release"));
            return ExitCode.REFUSED;
        }
        ByHand.ReleaseOutcome.Failed failed = (ByHand.ReleaseOutcome.Failed) outcome;
        err.println("slo-watchdog: NOT released: " + failed.failure().word() + ": " + failed.detail());
        err.println("    fix: try again; docs/runbook.md has a line on "
                + failed.failure().word());
        return ExitCode.UNREACHABLE;
    }

    private static String named(StopOrder order) {
        return "in force is " + order.id() + " by " + order.by() + ": " + order.reason();
    }
}
