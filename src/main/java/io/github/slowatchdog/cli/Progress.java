package io.github.slowatchdog.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Shows how something goes on: on a terminal as one line that is written again and again, elsewhere as a line when something
 * has changed, and one a minute when nothing has.
 */
final class Progress {

    private static final int WIDTH = 78;
    private static final int BAR = 24;
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final PrintWriter to;
    private final boolean terminal;
    private final InstantSource clock;
    private String shown = "";
    private Instant shownAt = Instant.MIN;
    private boolean midLine;
    private boolean left;

    Progress(PrintWriter to, boolean terminal, InstantSource clock) {
        this.to = to;
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * Shows where things stand.
     *
     * @param done between 0 and 1
     * @param state what is worth a line of its own when it changes
     * @param how what changes all the time
     */
    synchronized void show(double done, String state, String how) {
        if (left) {
            return;
        }
        if (terminal) {
            String text = bar(done) + " " + how + "  " + state;
            to.print("\r" + (text.length() > WIDTH ? text.substring(0, WIDTH) : text) + "\u001b[K");
            midLine = true;
        } else if (!state.equals(shown)
                || Duration.between(shownAt, clock.instant()).compareTo(SILENCE) >= 0) {
            shownAt = clock.instant();
            to.println(shownAt.truncatedTo(ChronoUnit.SECONDS) + " " + state + (how.isEmpty() ? "" : "; " + how));
        }
        shown = state;
        to.flush();
    }

    /** Shows no more, and leaves the line, so that what comes next stands on one of its own. */
    synchronized void leave() {
        left = true;
        if (midLine) {
            to.println();
            to.flush();
            midLine = false;
        }
    }

    private static String bar(double done) {
        int full = (int) (done * BAR);
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]"
                + String.format(Locale.ROOT, "%4d%%", (int) (done * 100));
    }
}
