package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.config.Place;
import java.time.Duration;
import java.util.Optional;

/** Clocks that are off (pitfall P35). */
final class Clocks {

    private Clocks() {}

    /**
     * A clock against ours.
     *
     * @param whose as people call it
     * @param skew ahead being positive; empty if it has not been told
     */
    static Optional<Finding> judge(String whose, Optional<Duration> skew, Duration allowed, Place place) {
        return skew.filter(off -> off.abs().compareTo(allowed) > 0)
                .map(off -> new Finding(
                        Code.CLOCK_SKEW,
                        place,
                        "the clock of " + whose + " is at least " + Durations.text(off.abs())
                                + (off.isNegative() ? " behind ours" : " ahead of ours") + ", more than max_skew ("
                                + Durations.text(allowed) + ")",
                        "set all clocks by the same time server"));
    }
}
