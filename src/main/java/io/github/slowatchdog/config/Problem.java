package io.github.slowatchdog.config;

import java.util.Comparator;

/**
 * One thing that is wrong with a configuration: where, what and why, and how to put it right (SPEC 6). Holds no secret.
 *
 * @param file as a person would name it: relative to the working directory or as given
 * @param line from 1
 * @param column from 1, in characters
 * @param path of the key or entry in the file, such as {@code groups[0].objectives[2]}; empty for the file itself
 */
public record Problem(String file, int line, int column, String path, String what, String fix)
        implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::path)
            .thenComparing(Problem::what)
            .thenComparing(Problem::fix);

    public Problem {
        // a control character from a file must neither break the line nor reach a terminal
        path = Quote.plain(path);
        what = Quote.plain(what);
        fix = Quote.plain(fix);
    }

    /** By file, then by position. */
    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column}. */
    public String place() {
        return file + ":" + line + ":" + column;
    }

    /** Two lines: the place and what is wrong, then the fix. */
    @Override
    public String toString() {
        return place() + ": " + (path.isEmpty() ? "" : path + ": ") + what + "\n    fix: " + fix;
    }
}
