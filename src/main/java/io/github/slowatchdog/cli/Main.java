package io.github.slowatchdog.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code slo-watchdog COMMAND}: reads the command line, runs the command, ends with its exit code. */
@Command(
        name = "slo-watchdog",
        description = "Watches a trading bot while a release soaks, and stops it on a breach.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            StatusCommand.class,
            VerifyCommand.class,
            StopCommand.class,
            ReleaseCommand.class,
            DrillCommand.class,
            AuditCommand.class,
            ReportCommand.class,
            BacktestCommand.class,
            TestCommand.class,
            SchemaCommand.class,
            ImportCommand.class,
            CompletionCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Example: slo-watchdog run --config config/quickstart.yaml"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:pass, done, gate open",
            "1:breach, fail, gate closed",
            "2:inconclusive, or no data",
            "3:a precondition does not hold, or it was refused",
            "4:usage or configuration",
            "5:a needed server cannot be reached",
            "6:a stop is not confirmed",
            "70:a bug"
        })
public final class Main {

    private Main() {}

    private static Optional<Hangup> hangup = Optional.empty();
    private static Optional<Ending> ending = Optional.empty();

    public static void main(String[] args) {
        // before anything that takes time: a signal to reload must not end a sidecar that starts, and a signal to end
        // is no
        // failure of it; the other commands end by them
        if (args.length > 0 && args[0].equals("run")) {
            ending = Optional.of(Ending.heed());
            hangup = Optional.of(Hangup.heed());
        }
        int code = execute(args);
        ending.ifPresent(Ending::isOwn);
        System.exit(code);
    }

    private static int execute(String... args) {
        Optional<PlainRun> plain = PlainRun.of(args);
        if (plain.isEmpty()) {
            return commandLine().execute(args);
        }
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        try {
            return plain.get().execute(err);
        } catch (Exception e) {
            return bug(e, err);
        }
    }

    /** Who takes SIGTERM and SIGINT in this process, if anybody does. */
    static Optional<Ending> ending() {
        return ending;
    }

    /** Who takes SIGHUP in this process, if anybody does. */
    static Optional<Hangup> hangup() {
        return hangup;
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setCommandName("slo-watchdog");
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(Main::misused);
        commandLine.setExecutionExceptionHandler(Main::bug);
        return commandLine;
    }

    private static int misused(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("slo-watchdog: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr().println("    fix: see 'slo-watchdog " + commandName(command) + "--help'");
        return ExitCode.USAGE.code();
    }

    private static String commandName(CommandLine command) {
        return command.getParent() == null ? "" : command.getCommandName() + " ";
    }

    private static int bug(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        return bug(e, command.getErr());
    }

    private static int bug(Exception e, PrintWriter err) {
        err.println("slo-watchdog: this is a bug, please report it with the lines below");
        e.printStackTrace(err);
        return ExitCode.BUG.code();
    }
}
