package io.github.slowatchdog.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code import}: rules of other tools as rules of ours. */
@Command(
        name = "import",
        description = "Turns objectives of OpenSLO, or alerts of Prometheus, into a rule file.",
        subcommands = {ImportOpenSloCommand.class, ImportPrometheusCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Example: slo-watchdog import prometheus alerts.yaml --output rules/alerts.yaml"})
final class ImportCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to import: openslo or prometheus");
    }
}
