package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** When a group measures: each lane at its interval, never twice at once; a tick that could not run is missed, not queued. */
final class Ticker {

    private final String name;
    private final Duration interval;
    private final List<Watch> watches;
    private final Set<Lane> lanes = EnumSet.noneOf(Lane.class);
    private final Set<Lane> busy = EnumSet.noneOf(Lane.class);
    private Instant due;
    private long missed;
    private Duration lag = Duration.ZERO;

    Ticker(String name, Duration interval, List<Watch> watches, Instant due) {
        this.name = name;
        this.interval = interval;
        this.watches = watches;
        this.due = due;
        watches.forEach(watch -> lanes.addAll(watch.objective().lanes()));
    }

    Duration interval() {
        return interval;
    }

    List<Watch> watches() {
        return watches;
    }

    /** A tick is due: the lanes to read now. A lane whose tick before is still under way misses this one, and holds up no other. */
    List<Lane> begin(Instant now) {
        Duration late = Duration.between(due, now);
        lag = late.isNegative() ? Duration.ZERO : late;
        due = now.plus(interval);
        List<Lane> free = lanes.stream().filter(lane -> !busy.contains(lane)).toList();
        missed += busy.isEmpty() ? 0 : 1;
        busy.addAll(free);
        return free;
    }

    /** Everything that was asked of the lane has been answered. */
    void end(Lane lane) {
        busy.remove(lane);
    }

    Board.GroupView view() {
        return new Board.GroupView(name, missed, lag);
    }
}
