package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.http.ListenException;
import io.github.slowatchdog.log.LineLog;
import io.github.slowatchdog.soak.Admission;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: the sidecar. Runs until it is told to end by SIGTERM or SIGINT. */
@Command(
        name = "run",
        description = "Watches the bot, and stops it on a breach. Reloads on SIGHUP. Runs until SIGTERM or SIGINT.",
        footer = {"", "Example: slo-watchdog run --config config/vanta-bot.yaml --phase staging-dry"})
final class RunCommand extends ConfiguredCommand {

    @ArgGroup(exclusive = false, heading = "To begin otherwise than by itself; recorded in the journal:%n")
    private @Nullable Insisting insisting;

    @Option(
            names = "--watch-config",
            description = "Look every 5 s whether the configuration or its rule files have changed, and reload.")
    private boolean watchConfig;

    /** What is wanted, by whom and why: together or not at all. */
    static final class Insisting {

        @ArgGroup(exclusive = false, multiplicity = "1")
        private Wanted wanted = new Wanted();

        @ArgGroup(exclusive = false, multiplicity = "1")
        private Person person = new Person();
    }

    /** One of them at least. */
    static final class Wanted {

        @Option(names = "--override", description = "Begin although the phase before has not passed.")
        private boolean override;

        @Option(
                names = "--new-soak",
                description =
                        "Begin a new soak, though one could go on: after a fail that was looked at. For one start only.")
        private boolean newSoak;
    }

    private Optional<Beginning.Insistence> insistence(Predicate<Wanted> which) {
        return Optional.ofNullable(insisting)
                .filter(group -> which.test(group.wanted))
                .map(group -> new Beginning.Insistence(group.person.by(), group.person.reason()));
    }

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        LineLog.standard().configure(settings.log());
        Beginning.Decision decision = PhaseDecision.of(
                settings,
                new Beginning.Wishes(insistence(wanted -> wanted.override), insistence(wanted -> wanted.newSoak)));
        if (decision instanceof Beginning.Decision.Refused refused) {
            tell(settings.phase().name(), refused.why());
            return ExitCode.REFUSED;
        }
        return begin(settings, ((Beginning.Decision.Begins) decision).beginning());
    }

    private void tell(String phase, Admission.Refused why) {
        err().println("slo-watchdog: phase " + phase + " may not begin: "
                + why.reason().word() + ": " + why.why());
        err().println("    fix: " + why.fix() + "; or begin all the same, which is recorded:"
                + " --override --by NAME --reason TEXT");
    }

    private ExitCode begin(Settings settings, Beginning beginning) throws InterruptedException {
        Optional<Ending> ending = Main.ending();
        ending.ifPresent(Ending::starts);
        try {
            Wiring running = Wiring.start(settings, Optional.of(beginning), this::read, options());
            ending.ifPresent(one -> one.runs(running));
            running.warmUp(settings);
            LoggerFactory.getLogger(RunCommand.class)
                    .atInfo()
                    .addKeyValue("listen", settings.http().host() + ":" + running.port())
                    .log("serving");
            Main.hangup().ifPresent(hangup -> hangup.then(() -> running.reload("SIGHUP")));
            if (watchConfig) {
                running.watchConfig();
            }
        } catch (ListenException | UncheckedIOException e) {
            err().println("slo-watchdog: " + e.getMessage());
            return ExitCode.REFUSED;
        } finally {
            // nothing runs, unless it has been told before
            ending.ifPresent(Ending::failed);
        }
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }
}
