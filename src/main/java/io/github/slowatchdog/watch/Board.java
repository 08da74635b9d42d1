package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.BudgetStand;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Gate;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where everything stands at one moment: what metrics, page, API and commands show. Immutable; the loop publishes a new one,
 * and nothing that reads it can reach back into the loop.
 *
 * @param at when it was published
 * @param beat when the loop last ticked; an old one means that it hangs
 */
public record Board(
        Instant at,
        Instant beat,
        List<ObjectiveView> objectives,
        List<GroupView> groups,
        Map<Lane, LaneView> lanes,
        SoakView soak,
        StopView stop) {

    /**
     * One objective.
     *
     * @param since when the verdict last changed
     * @param breach evidence of the newest breach, also after the verdict has recovered
     */
    public record ObjectiveView(
            Objective objective,
            Verdict verdict,
            Instant since,
            long breaches,
            Optional<Evidence> breach,
            List<Reading> readings) {

        /** The lane whose verdict is that of the objective; the first where none is. */
        public Reading speaker() {
            return readings.stream()
                    .filter(reading -> reading.verdict() == verdict)
                    .findFirst()
                    .orElse(readings.get(0));
        }

        /** What is left of the error budget on the lane that has least of it; empty while no lane knows. */
        public Optional<BudgetStand> budget() {
            return readings.stream()
                    .flatMap(reading -> reading.knownBudget().stream())
                    .min(Comparator.comparingDouble(BudgetStand::remaining));
        }
    }

    /**
     * One objective on one lane: what was measured last, and how often each outcome was met with.
     *
     * @param newest the newest sample that was ever judged: grows old while nothing can be measured
     * @param budget what is left of the error budget, for what burns one, once it has been measured
     */
    public record Reading(
            Lane lane,
            Verdict verdict,
            Optional<Assessment> last,
            Optional<Instant> newest,
            OutcomeCounts outcomes,
            Map<Reason, Long> unknowns,
            Optional<BudgetStand> budget) {

        /** Of what burns no error budget. */
        public Reading(
                Lane lane,
                Verdict verdict,
                Optional<Assessment> last,
                Optional<Instant> newest,
                OutcomeCounts outcomes,
                Map<Reason, Long> unknowns) {
            this(lane, verdict, last, newest, outcomes, unknowns, Optional.empty());
        }

        private Optional<BudgetStand> knownBudget() {
            boolean known = last.filter(one -> one.outcome() != Outcome.UNKNOWN).isPresent();
            return budget.filter(any -> known);
        }
    }

    /**
     * One group: how well its ticks come.
     *
     * @param lag how late the newest tick began
     * @param took how long the newest tick took, of several lanes the longest
     */
    public record GroupView(String name, long ticksMissed, Duration lag, Duration took) {}

    /** One lane: whether its newest request was answered, and how far the server's clock is off, where it said so. */
    public record LaneView(boolean up, Optional<Duration> skew) {}

    /**
     * The soak of the phase that runs.
     *
     * @param deadline when it becomes inconclusive, if it goes on until then; empty: never
     * @param build of the bot; empty: not known, or the phase names none
     * @param overridden whether the phase began although it was refused
     */
    public record SoakView(
            String phase,
            String id,
            SoakVerdict verdict,
            String why,
            Duration clean,
            Duration window,
            Duration elapsed,
            Duration blind,
            Duration longestGap,
            Optional<Instant> deadline,
            Optional<String> build,
            boolean overridden) {

        static SoakView of(String phase, SoakClock soak, Optional<String> build, boolean overridden) {
            return new SoakView(
                    phase,
                    soak.id(),
                    soak.verdict(),
                    soak.why(),
                    soak.clean(),
                    soak.rules().window(),
                    soak.elapsed(),
                    soak.blind(),
                    soak.longestGap(),
                    soak.deadline(),
                    build,
                    overridden);
        }
    }

    /**
     * The stop.
     *
     * @param switchUp whether the newest round with the place of the flag was answered, and it takes writes; empty: none yet
     * @param lastDrill when the last drill ended well, if any did
     * @param writeFailures by channel, and by the word of the reason
     * @param orders how many orders, by {@link StopOrder#countedAs}: the causes that are counted by themselves, and of the objectives
     *     those that have ordered any
     */
    public record StopView(
            boolean enforced,
            StopState state,
            Optional<StopOrder> order,
            Optional<Boolean> switchUp,
            Map<String, Long> orders,
            Map<String, Map<String, Long>> writeFailures,
            Map<SwitchReport.Rewrite, Long> reasserts,
            boolean leaseHeld,
            Optional<Instant> lastDrill) {}

    /** Causes that are counted under their own word, beside the objectives. */
    public static final List<Cause> COUNTED_CAUSES = List.of(Cause.MANUAL, Cause.BLIND, Cause.DRILL, Cause.ADOPTED);

    /** Objectives that have not been measured yet; the watchdog is ready when there are none. */
    public List<String> unmeasured() {
        return objectives.stream()
                .filter(view -> view.readings().stream()
                        .noneMatch(reading -> reading.last().isPresent()))
                .map(view -> view.objective().name())
                .toList();
    }

    /** The gate, as this Board shows it to somebody who reads it now. */
    public Gate gate(Instant now) {
        Optional<String> inForce = stop.state() == StopState.CLEAR
                ? Optional.empty()
                : Optional.of(stop.order()
                        .map(order -> order.id() + " by " + order.by() + ", " + order.reason())
                        .orElse(stop.state().word()));
        // in shadow mode nobody asks Redis, and nothing is stopped
        boolean known = !stop.enforced() || stop.switchUp().orElse(false);
        return Gate.of(soak.verdict(), soak.why(), inForce, known, Duration.between(beat, now));
    }

    /** Whether the gate was open at the moment of this Board. */
    public boolean gateOpen() {
        return gate(at).isOpen();
    }
}
