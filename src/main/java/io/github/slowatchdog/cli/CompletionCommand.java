package io.github.slowatchdog.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints a script by which a shell completes commands and options.",
            "bash: put `source <(slo-watchdog completion bash)` into ~/.bashrc, or the script into the directory",
            "/usr/share/bash-completion/completions under the name slo-watchdog.",
            "zsh: put `source <(slo-watchdog completion zsh)` into ~/.zshrc."
        },
        footer = {"", "Example: slo-watchdog completion bash"})
final class CompletionCommand implements Callable<Integer> {

    /** The shells that are known. */
    private enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"
    }) // one script serves both; naming the shell leaves room for others
    private Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        String name = spec.root().name();
        spec.commandLine().getOut().print(AutoComplete.bash(name, spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK.code();
    }
}
