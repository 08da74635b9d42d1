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
 * @param build of the bot when the watch begins; empty: not known, or the phase names none
 * @param maxAge how old the bot's newest {@code up} sample may be; empty: freshness is not watched
 */
public record WatchdogSetup(
        String name,
        String phase,
        SoakRules soak,
        List<Group> groups,
        List<MetricSource> sources,
        Optional<Duration> maxAge,
        Stopping stopping,
        Journal journal,
        Timings timings,
        InstantSource clock,
        Optional<String> build) {

    /** For a phase that names no build. */
    public WatchdogSetup(
            String name,
            String phase,
            SoakRules soak,
            List<Group> groups,
            List<MetricSource> sources,
            Optional<Duration> maxAge,
            Stopping stopping,
            Journal journal,
            Timings timings,
            InstantSource clock) {
        this(name, phase, soak, groups, sources, maxAge, stopping, journal, timings, clock, Optional.empty());
    }

    /** The same on this build of the bot. */
    public WatchdogSetup on(Optional<String> runs) {
        return new WatchdogSetup(name, phase, soak, groups, sources, maxAge, stopping, journal, timings, clock, runs);
    }

    /** Objectives that are measured together. */
    public record Group(String name, Duration interval, List<Objective> objectives) {}

    /**
     * What makes a stop real.
     *
     * @param enforced false: decides and shows, and touches nothing
     * @param channel the second one, beside the flag
     */
    public record Stopping(
            boolean enforced,
            KillSwitch killSwitch,
            Optional<StopChannel> channel,
            Optional<Confirmation> confirmation,
            Optional<Lease> lease) {}

    /** The objectives of all groups. */
    List<Objective> objectives() {
        return groups.stream().flatMap(group -> group.objectives().stream()).toList();
    }
}
