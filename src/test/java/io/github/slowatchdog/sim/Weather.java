package io.github.slowatchdog.sim;

import io.github.slowatchdog.slo.Reason;
import java.util.Optional;

/** How the way to a source is at the moment: the bot's page, or the API of the store. */
final class Weather {

    /** A request is given up after so many seconds. */
    static final double DEADLINE = 2;

    Optional<Reason> failing = Optional.empty();
    boolean partial;
    boolean slow;
    /** Since when requests have been answered in time and whole. */
    double wellSince;

    private final VirtualTime time;

    Weather(VirtualTime time) {
        this.time = time;
    }

    void becomeWell() {
        failing = Optional.empty();
        partial = false;
        slow = false;
        wellSince = time.seconds();
    }

    void fail(Reason reason) {
        failing = Optional.of(reason);
        wellSince = Double.MAX_VALUE;
    }

    void worsen(boolean slowly, boolean partially) {
        slow = slowly;
        partial = partially;
        wellSince = Double.MAX_VALUE;
    }

    boolean isWell() {
        return failing.isEmpty() && !partial && !slow;
    }
}
