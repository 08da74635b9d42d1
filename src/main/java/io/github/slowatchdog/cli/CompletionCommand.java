package io.github.slowatchdog.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = {
            "Prints a script by which a shell completes commands and options.",
            "bash: put `source <(slo-watchdog completion bash)` into ~/.bashrc, or the script into the directory",
            "/usr/share/bash-completion/completions under the name slo-watchdog.",
            "zsh: put `source <(slo-watchdog completion zsh)` into ~/.zshrc."
        },
        footer = {"", "Example: slo-watchdog completion bash"})
final class CompletionCommand extends AnsweringCommand {

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

    @Override
    public Integer call() {
        String name = commandLine().getCommandSpec().root().name();
        out().print(AutoComplete.bash(
                name, commandLine().getCommandSpec().root().commandLine()));
        out().flush();
        return ExitCode.OK.code();
    }
}
