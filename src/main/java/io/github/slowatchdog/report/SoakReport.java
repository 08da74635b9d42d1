package io.github.slowatchdog.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The evidence of one soak, or of a stretch of time, as the journal tells it. Lists are bounded; {@link Bounded#left} says how much is
 * not in them.
 *
 * @param watchdog its name; empty if the journal does not say
 * @param generatedAt when the report was made, if whoever made it wanted that in it
 * @param promises the objectives as the configuration was loaded, one line each
 * @param remarks what else happened that bears on the evidence: reloads, overrides, trouble of the watchdog itself
 */
public record SoakReport(
        String watchdog,
        Optional<Instant> generatedAt,
        Chain chain,
        Soak soak,
        List<String> promises,
        List<ObjectiveReport> objectives,
        Bounded<Breach> breaches,
        Bounded<Gap> gaps,
        Bounded<StopReport> stops,
        Bounded<Run> runs,
        Bounded<Remark> remarks,
        Bounded<Rollup> rollups,
        List<PhaseResult> phases,
        Timeline timeline) {

    public SoakReport {
        promises = List.copyOf(promises);
        objectives = List.copyOf(objectives);
        phases = List.copyOf(phases);
    }

    /** Stops that are rehearsals, or those that are not. */
    public List<StopReport> stops(boolean drills) {
        return stops.items().stream().filter(stop -> stop.isDrill() == drills).toList();
    }

    /**
     * What the check of the journal's chain found, over the whole journal.
     *
     * @param what of the first break; empty if the chain is whole
     * @param tornBytes after the last whole line
     */
    public record Chain(
            long entries,
            long firstSeq,
            long lastSeq,
            String lastHash,
            Optional<Instant> from,
            Optional<Instant> to,
            long breaks,
            long breakLine,
            String what,
            String expected,
            String found,
            long tornBytes) {

        public boolean isWhole() {
            return breaks == 0;
        }
    }

    /**
     * The soak itself.
     *
     * @param id empty if no soak began in the time asked for
     * @param build of the bot; empty if unknown
     * @param mode enforce or shadow; empty if the journal does not say
     * @param began the journal's first entry of it
     * @param ended when its verdict last became one that is not soaking; empty: unfinished
     * @param upTo the newest entry
     * @param clock what its clock had counted when it was last told of
     */
    public record Soak(
            String id,
            String phase,
            String build,
            String configuration,
            String version,
            String mode,
            String verdict,
            String why,
            Instant began,
            Optional<Instant> ended,
            Instant upTo,
            Optional<Clock> clock) {

        public boolean isFinished() {
            return ended.isPresent();
        }
    }

    /**
     * The soak's clock at one moment.
     *
     * @param shortPauses too short to be told one by one; of the newest process
     */
    public record Clock(
            Instant at,
            Duration clean,
            Duration window,
            Duration elapsed,
            Duration blind,
            Duration longestGap,
            long shortPauses,
            Duration shortPaused) {}

    /**
     * Time without clean watching.
     *
     * @param until empty: it goes on
     * @param blind whether nobody could see; otherwise something was missed and pending
     * @param reason one line for a person
     */
    public record Gap(Instant from, Optional<Instant> until, boolean blind, String reason) {}

    /**
     * One run of the watchdog's process.
     *
     * @param downSince when the one before was last known to run; empty: there was none, or it is not known
     * @param clean whether the one before was told to end
     */
    public record Run(Instant at, String version, String configuration, Optional<Instant> downSince, boolean clean) {}

    /** Something that bears on the evidence. */
    public record Remark(Instant at, long seq, String event, String text) {}

    /** The worst value of each objective in one stretch of time, as objective and value. */
    public record Rollup(Instant at, Duration clean, Duration blind, List<String> worst) {
        public Rollup {
            worst = List.copyOf(worst);
        }
    }

    /**
     * The newest soak of a phase.
     *
     * @param verdict {@code not run} if there was none
     */
    public record PhaseResult(
            String phase,
            String soak,
            String verdict,
            String why,
            String build,
            Optional<Instant> began,
            Optional<Instant> ended) {

        static PhaseResult notRun(String phase) {
            return new PhaseResult(phase, "", "not run", "", "", Optional.empty(), Optional.empty());
        }
    }

    /** Who signs a soak off. */
    public static final List<String> SIGNATURES = List.of("Engineering lead", "Product lead", "Operations lead");
}
