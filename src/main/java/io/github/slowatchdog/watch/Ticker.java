package io.github.slowatchdog.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When a group measures: at its interval, never twice at once; a tick that could not run is missed, not queued. */
final class Ticker {

    private final String name;
    private final Duration interval;
    private final List<Watch> watches;
    private Instant due;
    private boolean busy;
    private long missed;
    private Duration lag = Duration.ZERO;

    Ticker(String name, Duration interval, List<Watch> watches, Instant due) {
        this.name = name;
        this.interval = interval;
        this.watches = watches;
        this.due = due;
    }

    Duration interval() {
        return interval;
    }

    List<Watch> watches() {
        return watches;
    }

    /** A tick is due; false if the one before is still under way, which makes this one missed. */
    boolean begins(Instant now) {
        Duration late = Duration.between(due, now);
        lag = late.isNegative() ? Duration.ZERO : late;
        due = now.plus(interval);
        if (busy) {
            missed++;
            return false;
        }
        busy = true;
        return true;
    }

    /** Everything that was asked has been answered. */
    void ends() {
        busy = false;
    }

    Board.GroupView view() {
        return new Board.GroupView(name, missed, lag);
    }
}
