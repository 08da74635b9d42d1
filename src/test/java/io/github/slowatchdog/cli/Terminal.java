package io.github.slowatchdog.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs a command in this process, as typed, and keeps what it printed. */
public final class Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int exit = -1;

    public Terminal run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        exit = commandLine.execute(args);
        return this;
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }

    public int exit() {
        return exit;
    }
}
