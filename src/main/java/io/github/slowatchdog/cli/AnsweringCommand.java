package io.github.slowatchdog.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share: the answer goes to stdout, the talk to stderr, and the exit code says how it ended (SPEC 9). */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class AnsweringCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    /** The answer. */
    final PrintWriter out() {
        return commandLine().getOut();
    }

    /** The talk. */
    final PrintWriter err() {
        return commandLine().getErr();
    }

    /** To be thrown for a command line that cannot be meant. */
    final ParameterException misused(String what) {
        return new ParameterException(commandLine(), what);
    }

    /** The same, where something else has found it out. */
    final ParameterException misused(String what, Exception cause) {
        return new ParameterException(commandLine(), what, cause);
    }

    /** The command as it stands on the command line. */
    final CommandLine commandLine() {
        return spec.commandLine();
    }
}
