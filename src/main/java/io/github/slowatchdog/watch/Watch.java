package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.LaneRecord;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Scope;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Participant;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Obligation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One objective being watched: its lanes, its verdict over them, and what has been counted for the Board. */
final class Watch {

    /** One lane of the objective. */
    static final class Line {
        final LaneRecord record;
        final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        final Map<Reason, Long> unknowns = new EnumMap<>(Reason.class);
        Instant readUpTo;
        double events;
        Optional<Instant> newest = Optional.empty();

        Line(LaneRecord record, Instant readUpTo) {
            this.record = record;
            this.readUpTo = readUpTo;
            List.of(Outcome.values()).forEach(outcome -> outcomes.put(outcome, 0L));
            List.of(Reason.values()).forEach(reason -> unknowns.put(reason, 0L));
        }

        /** The clock was set by so much; reading a little twice does no harm. */
        void clockSet(Duration by) {
            record.clockSet(by);
            readUpTo = readUpTo.plus(by).minus(LaneBook.AGAIN);
        }

        void count(Assessment assessment) {
            // an answer that is missing does not undo what was counted
            events = Math.max(events, assessment.events());
            newest = assessment.newest().or(() -> newest);
            outcomes.merge(assessment.outcome(), 1L, Long::sum);
            assessment.reason().ifPresent(reason -> unknowns.merge(reason, 1L, Long::sum));
        }
    }

    private final Objective objective;
    private final List<Line> lines = new ArrayList<>();
    private Verdict verdict = Verdict.WAITING;
    private Instant since;
    private long breaches;
    private boolean judgedOnce;
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<Evidence> breach = Optional.empty();

    /**
     * @param now the soak begins
     * @param readFrom how far back the first read goes, to find the baseline
     */
    Watch(Objective objective, Instant now, Instant readFrom) {
        this.objective = objective;
        this.since = now;
        objective.lanes().forEach(lane -> lines.add(new Line(new LaneRecord(objective, lane, now), readFrom)));
    }

    Objective objective() {
        return objective;
    }

    List<Line> lines() {
        return lines;
    }

    Verdict verdict() {
        return verdict;
    }

    Scope scope(Instant began, boolean holds) {
        Optional<Condition.WhenUtc> utc =
                objective.when().filter(Condition.WhenUtc.class::isInstance).map(Condition.WhenUtc.class::cast);
        return new Scope(began, objective.grace(), utc, holds);
    }

    void count(Line line, Assessment assessment) {
        line.count(assessment);
        if (assessment.outcome() != Outcome.UNKNOWN) {
            outcome = Optional.of(assessment.outcome());
        }
        judgedOnce |= assessment.outcome() == Outcome.MET || assessment.outcome() == Outcome.MISSED;
    }

    /** The verdict that the lanes amount to now. */
    Verdict verdictOfLanes() {
        return Verdict.ofLanes(
                lines.stream().map(line -> line.record.track().verdict()).toList());
    }

    /** Makes a verdict the one of this objective; true if it is another one than before. */
    boolean settle(Verdict next, Instant now) {
        if (next == verdict) {
            return false;
        }
        verdict = next;
        since = now;
        if (next == Verdict.BREACH) {
            breaches++;
            breach = Optional.of(speaker().record.evidence(now));
        }
        return true;
    }

    /** The lane that speaks for the verdict: the first that has it. */
    Line speaker() {
        Verdict spoken = verdictOfLanes();
        return lines.stream()
                .filter(line -> line.record.track().verdict() == spoken)
                .findFirst()
                .orElseThrow();
    }

    /** What a verdict of this objective leads to; nothing more than a warning in shadow. */
    Consequence consequence(Verdict of) {
        if (objective.shadow()) {
            return Consequence.WARN;
        }
        return switch (of) {
            case BREACH -> objective.onBreach();
            case BLIND -> objective.whenBlind();
            default -> Consequence.WARN;
        };
    }

    /** How many events its lanes have counted: more of them is a new breach. */
    double events() {
        return lines.stream().mapToDouble(line -> line.events).sum();
    }

    /** How many events the lane that has counted most of them has counted; what happened once is seen by both. */
    double mostEvents() {
        return lines.stream().mapToDouble(line -> line.events).max().orElse(0);
    }

    /** Why a stop must be ordered, as things stand now; empty if none must. */
    Optional<Obligation> obligation() {
        Cause cause = verdict == Verdict.BREACH ? Cause.BREACH : Cause.BLIND;
        return consequence(verdict) == Consequence.STOP
                ? Optional.of(new Obligation(cause, events()))
                : Optional.empty();
    }

    /** Why a stop must be ordered, as one line for a person. */
    String reason() {
        return objective.name() + (verdict == Verdict.BREACH ? " is in breach: " : " is blind: ") + why();
    }

    /** Whether it is known to oblige no longer. Pending, or blindness that may be borne, is no recovery from a breach. */
    boolean isRecovered() {
        return verdict == Verdict.PASS || verdict == Verdict.IDLE;
    }

    Optional<Evidence> breach() {
        return breach;
    }

    /** The value that the lane that speaks was judged by last; empty if there is none. */
    Optional<Value> judged() {
        return speaker().record.last().flatMap(Assessment::worst).map(Judged::value);
    }

    /** Since when it has had its verdict. */
    Instant since() {
        return since;
    }

    /** Why the last measurement of the lane that speaks stands as it does, and that it alone shows a breach if that is so. */
    String why() {
        Line speaker = speaker();
        boolean alone = lines.size() > 1
                && speaker.record.track().verdict() == Verdict.BREACH
                && lines.stream()
                                .filter(line -> line.record.track().verdict() == Verdict.BREACH)
                                .count()
                        == 1;
        return speaker.record.why() + (alone ? " (seen on the " + lane(speaker).word() + " lane only)" : "");
    }

    Participant participant() {
        boolean known = lines.stream().anyMatch(line -> line.record.track().isKnown());
        // the lanes are counted apart, and the worse one is judged
        Optional<Value> overSoak = lines.stream()
                .map(line -> line.record.overSoak())
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(objective.expect()::badness));
        return new Participant(objective, verdict, known, outcome, judgedOnce, overSoak);
    }

    Board.ObjectiveView view() {
        return new Board.ObjectiveView(
                objective,
                verdict,
                since,
                breaches,
                breach,
                lines.stream()
                        .map(line -> new Board.Reading(
                                line.record.lane(),
                                line.record.track().verdict(),
                                line.record.last(),
                                line.newest,
                                Map.copyOf(line.outcomes),
                                Map.copyOf(line.unknowns)))
                        .toList());
    }

    /** Whether the last measurement met what is expected; for what a soak requires. */
    boolean isMet() {
        return outcome.filter(Outcome.MET::equals).isPresent();
    }

    Lane lane(Line line) {
        return line.record.lane();
    }
}
