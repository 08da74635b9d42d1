package io.github.slowatchdog.cli;

import io.github.slowatchdog.imports.Import;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code import openslo}: objectives of OpenSLO v1 as a rule file. */
@Command(
        name = "openslo",
        description = {
            "Turns the objectives of OpenSLO v1 documents into a rule file.",
            "What could not be carried over is named, on stderr and in the file. The whole table: docs/importing.md."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Example: slo-watchdog import openslo slo.yaml sli.yaml --on-breach fail"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:a rule file is written, or printed",
            "2:nothing in the files could become an objective",
            "3:the file to write is there already",
            "4:usage, or a file that cannot be read or written"
        })
final class ImportOpenSloCommand implements Callable<Integer> {

    @Mixin
    private ImportOptions options = new ImportOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        return options.run(Import.Source.OPENSLO, spec.commandLine()).code();
    }
}
