package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Target;
import java.util.HashMap;
import java.util.Map;

/** The {@link Delay} of each process that a lane reads. All groups share them: they learn together, and ask together. */
final class Delays {

    private final Map<Target, Delay> delays = new HashMap<>();

    Delay of(Target target) {
        return delays.computeIfAbsent(target, ignored -> new Delay());
    }
}
