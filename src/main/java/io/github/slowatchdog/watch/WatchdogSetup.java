package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.soak.Admission;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.soak.SoakRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything the loop is made of.
 *
 * @param start how the soak begins, and on which build
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
        Start start) {

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
        this(name, phase, soak, groups, sources, maxAge, stopping, journal, timings, clock, Start.PLAIN);
    }

    /** The same with another beginning. */
    public WatchdogSetup on(Start other) {
        return new WatchdogSetup(name, phase, soak, groups, sources, maxAge, stopping, journal, timings, clock, other);
    }

    /**
     * How the soak begins.
     *
     * @param metric names the bot's build; empty: it is not followed
     * @param build of the bot just now; empty: not known
     * @param assumed the build to go on with where neither that one nor the checkpoint's is known
     * @param admission whether the phase may be soaked on another build
     * @param overridden whether the phase began although it was refused
     * @param newSoak who wants a new soak, whatever the checkpoint says
     */
    public record Start(
            Optional<Indicator.State> metric,
            Optional<String> build,
            Optional<String> assumed,
            Function<Build, Admission> admission,
            boolean overridden,
            Optional<Wish> newSoak) {

        static final Start PLAIN = new Start(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                build -> new Admission.Granted(Optional.empty()),
                false,
                Optional.empty());

        /** Going on in the same phase: the checkpoint knows the build, and what a person wanted is done. */
        public Start goesOn(Optional<Indicator.State> by) {
            return new Start(by, Optional.empty(), assumed, admission, overridden, Optional.empty());
        }
    }

    /** What a person wants, and why. */
    public record Wish(String by, String reason) {}

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
}
