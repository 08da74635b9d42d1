package io.github.slowatchdog.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * Does something soon, and once for all who ask for it meanwhile. With many objectives it takes long, so it is done the more seldom the
 * more there are: with fewer than a thousand after the step that is under way. Confined to the loop.
 */
final class Sparing {

    private static final int THOUSAND = 1000;
    private static final Duration FOR_A_THOUSAND = Duration.ofMillis(10);

    private final Loop loop;
    private Duration pause = Duration.ZERO;
    private Instant last = Instant.MIN;
    private boolean asked;

    Sparing(Loop loop) {
        this.loop = loop;
    }

    /** So many objectives are watched from now on. */
    void begin(int objectives) {
        pause = FOR_A_THOUSAND.multipliedBy(objectives / THOUSAND);
    }

    /** @param step the same each time */
    void soon(Runnable step) {
        if (asked) {
            return;
        }
        asked = true;
        Instant now = loop.now();
        // a clock that was set back must not put it off for longer
        boolean rests = !now.isBefore(last) && now.isBefore(last.plus(pause));
        if (rests) {
            loop.later(pause, () -> go(step));
        } else {
            loop.run(() -> go(step));
        }
    }

    private void go(Runnable step) {
        asked = false;
        last = loop.now();
        step.run();
    }
}
