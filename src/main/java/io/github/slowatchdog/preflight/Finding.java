package io.github.slowatchdog.preflight;

import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.config.Place;
import java.util.Comparator;

/**
 * Something that does not do what it seems to: where, what, why and how to mend it. Holds no secret.
 *
 * @param what is there, in one line
 * @param fix what to do about it
 */
public record Finding(Code code, Place place, String what, String fix) implements Comparable<Finding> {

    private static final int LONGEST = 600;

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::place)
            .thenComparing(Finding::code)
            .thenComparing(Finding::what)
            .thenComparing(Finding::fix);

    public Finding {
        // servers have a say in it: it must neither break the line nor reach a terminal
        what = Excerpt.of(what, LONGEST);
        fix = Excerpt.of(fix, LONGEST);
    }

    /** How bad it is. */
    public Severity severity() {
        return code.severity();
    }

    /** The worst first, then by file and position. */
    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /** Three lines: the place and what is there, why it matters, and the fix. */
    @Override
    public String toString() {
        return place + ": " + severity().word() + " " + code.word() + ": "
                + (place.path().isEmpty() ? "" : place.path() + ": ") + what + "\n    why: " + code.why()
                + "\n    fix: "
                + fix;
    }
}
