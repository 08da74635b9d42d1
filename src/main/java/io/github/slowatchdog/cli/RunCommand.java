package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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

    /** What whoever starts it wants. */
    Beginning.Wishes wishes() {
        return new Beginning.Wishes(insistence(wanted -> wanted.override), insistence(wanted -> wanted.newSoak));
    }

    /** Whether the files of the configuration are followed. */
    boolean watchesConfig() {
        return watchConfig;
    }

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        return new Sidecar(Groundwork.begin(), config(), wishes(), watchConfig, err()).run(settings);
    }
}
