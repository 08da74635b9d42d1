package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.ByHand;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.stop.StopOrder;
import java.io.PrintWriter;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code release}: a person ends a stop, by its id (SPEC 7.3). */
@Command(
        name = "release",
        description = {
            "Releases a stop: emergency_stop becomes false, the mode stays as it is.",
            "Refused while an objective that stops is in breach or blind, or was a short while ago."
        },
        footer = {
            "",
            "Example: slo-watchdog release --order l9x2k1-duplicate_intents --by alice --reason \"fixed in v2.1\""
        })
final class ReleaseCommand extends ConfiguredCommand {

    @Option(names = "--order", required = true, paramLabel = "ID", description = "The order to release.")
    private String order = "";

    @Mixin
    private Person person = new Person();

    @Option(names = "--force", description = "Release although objectives are not green; recorded as forced.")
    private boolean force;

    @Override
    ExitCode run(Settings settings) {
        Settings.Stop stop = settings.stop();
        try (FlagStore store = FlagStore.open(settings.name(), stop.redis())) {
            return tell(new ByHand(store, InstantSource.system())
                    .release(order, person.by(), person.reason(), force, stop.greenFor()));
        }
    }

    private ExitCode tell(ByHand.ReleaseOutcome outcome) {
        if (outcome instanceof ByHand.ReleaseOutcome.Released released) {
            PrintWriter out = out();
            out.println("released: order " + released.release().orderId() + " by "
                    + released.release().by() + (released.release().forced() ? ", forced" : ""));
            if (released.watched().isEmpty()) {
                out.println("no watchdog has left word within the last seconds: nothing is known of the objectives");
            }
            out.println("the mode stays as it is; going live again is your own act");
            return ExitCode.OK;
        }
        PrintWriter err = err();
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
