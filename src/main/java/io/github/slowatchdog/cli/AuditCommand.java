package io.github.slowatchdog.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit}: what there is to check of what was written. */
@Command(
        name = "audit",
        description = "Checks what was written.",
        subcommands = AuditVerifyCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Example: slo-watchdog audit verify --config config/quickstart.yaml"})
final class AuditCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to audit: verify");
    }
}
