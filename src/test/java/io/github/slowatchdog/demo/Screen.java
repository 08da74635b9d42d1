package io.github.slowatchdog.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Plain text for a person: headings, indented lines, one line that grows. Colours only where they were asked for. */
final class Screen {

    private static final int BAR = 24;

    private final PrintStream out;
    private final boolean lively;

    /** @param lively on a terminal: colours, and a progress line that is drawn over */
    Screen(PrintStream out, boolean lively) {
        this.out = out;
        this.lively = lively;
    }

    void heading(String text) {
        out.println();
        out.println(paint("1", text));
    }

    /** A name and what is to be said of it, in two columns. */
    void line(String name, String text) {
        out.println(String.format(Locale.ROOT, "  %-14s %s", name, text));
    }

    void text(String text) {
        out.println("  " + text);
    }

    /** Something that happened, and how long after the start of the story it did. */
    void moment(double seconds, String what) {
        out.println("  " + paint("33", String.format(Locale.ROOT, "+%.2f s", seconds)) + "        " + what);
    }

    void good(String text) {
        out.println("  " + paint("32", text));
    }

    void bad(String text) {
        out.println("  " + paint("31", text));
    }

    /** A command as a person types it. */
    void command(String text) {
        out.println("  " + paint("36", "$ " + text));
    }

    void progress(double done, double of, String text) {
        int filled = (int) Math.min(BAR, Math.round(BAR * done / of));
        String line = "  [" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + text;
        out.print(lively ? "\r\033[2K" + line : line + "\n");
        out.flush();
    }

    void progressDone() {
        if (lively) {
            out.println();
        }
    }

    private String paint(String code, String text) {
        return lively ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
