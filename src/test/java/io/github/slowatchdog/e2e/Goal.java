package io.github.slowatchdog.e2e;

import java.util.Locale;

/** Something that a bench has to reach: at most so much. */
record Goal(String what, double is, double most, String unit) {

    /** NaN, as of a number that nobody has, has not reached anything. */
    boolean isReached() {
        return is <= most;
    }

    /** A row of a table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.3g%s | at most %.3g%s | %s |",
                what,
                is,
                unit,
                most,
                unit,
                isReached() ? "yes" : "**NO**");
    }
}
