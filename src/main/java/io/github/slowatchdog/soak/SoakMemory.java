package io.github.slowatchdog.soak;

import java.time.Duration;
import java.time.Instant;

/**
 * What a soak clock knows, to go on from after a restart.
 *
 * @param began what happened before is not of this soak
 * @param settled what was certain
 * @param set how far the clock has been set since the soak began
 * @param setSinceStart and since it started
 */
public record SoakMemory(
        String id,
        Instant began,
        SoakVerdict verdict,
        String why,
        SoakState settled,
        Duration set,
        Duration setSinceStart) {

    /** The same, having settled this. */
    public SoakMemory with(SoakState other) {
        return new SoakMemory(id, began, verdict, why, other, set, setSinceStart);
    }
}
