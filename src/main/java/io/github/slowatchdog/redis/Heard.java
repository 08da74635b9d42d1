package io.github.slowatchdog.redis;

import io.github.slowatchdog.stop.Standing;
import java.time.Duration;
import java.util.Optional;

/**
 * What the watchdogs of a flag have said within the last seconds.
 *
 * @param standing how the objectives stand by all who spoke; empty if nobody did
 * @param fromAll whether each process that ever announced itself, at least one, has spoken. One that has not no longer runs, or
 *     could not write for a while: a moment later it is told which
 */
public record Heard(Optional<Standing> standing, boolean fromAll) {

    /** Each watchdog that runs looks, and speaks, once a second: within this time all of them have. */
    public static final Duration ALL_WITHIN = Duration.ofMillis(2500);
}
