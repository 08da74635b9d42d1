package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.soak.SoakRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Everything the loop is made of.
 *
 * @param maxAge how old the bot's newest {@code up} sample may be; empty: freshness is not watched
 * @param enforced false: decides and shows, and touches nothing
 */
public record WatchdogSetup(
        String name,
        String phase,
        SoakRules soak,
        List<Group> groups,
        List<MetricSource> sources,
        Optional<Duration> maxAge,
        KillSwitch killSwitch,
        boolean enforced,
        Optional<Confirmation> confirmation,
        Journal journal,
        Timings timings,
        InstantSource clock) {

    /** Objectives that are measured together. */
    public record Group(String name, Duration interval, List<Objective> objectives) {}

    /** The objectives of all groups. */
    List<Objective> objectives() {
        return groups.stream().flatMap(group -> group.objectives().stream()).toList();
    }
}
