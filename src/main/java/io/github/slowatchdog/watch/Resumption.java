package io.github.slowatchdog.watch;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objectives that go on from what a checkpoint knows of them. */
final class Resumption {

    private Resumption() {}

    /** Each that is still defined as it was goes on from what was known; returns their names. */
    static Set<String> of(List<Watch> watches, List<Checkpoint.Watched> states, Instant now) {
        Map<Fingerprint, Checkpoint.Watched> byDefinition = new HashMap<>();
        states.forEach(state -> byDefinition.put(state.definition(), state));
        Set<String> resumed = new HashSet<>();
        for (Watch watch : watches) {
            Optional.ofNullable(byDefinition.get(watch.definition())).ifPresent(state -> {
                watch.resume(state, now);
                resumed.add(watch.objective().name());
            });
        }
        return resumed;
    }
}
