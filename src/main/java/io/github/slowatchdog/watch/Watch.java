package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Condition;
import io.github.slowatchdog.slo.Consequence;
import io.github.slowatchdog.slo.Evidence;
import io.github.slowatchdog.slo.Judged;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Scope;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Participant;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Obligation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One objective being watched: its lanes, its verdict over them, and what has been counted for the Board. */
final class Watch {

    private final Objective objective;
    private final Duration interval;
    private Instant began;
    private final List<Line> lines;
    private Verdict verdict = Verdict.WAITING;
    private Instant since;
    private long breaches;
    /** When it was last seen: what goes on after blindness is no further breach. */
    private boolean inBreach;

    private boolean judgedOnce;
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<Evidence> breach = Optional.empty();
    private ObjectiveNotes notes = new ObjectiveNotes();
    /** As it was shown last; null when something else is to be shown than that it was measured again. */
    private Board.@Nullable ObjectiveView view;

    private boolean isViewNew;
    /** As it took part in the soak when that was asked last. */
    private @Nullable Participant attended;

    /** Made when a checkpoint is taken first. */
    private @Nullable Fingerprint definition;

    /**
     * @param interval how often it is measured
     * @param now the soak begins
     * @param readFrom how far back the first read goes, to find the baseline
     */
    Watch(Objective objective, Duration interval, Instant now, Instant readFrom) {
        this.objective = objective;
        this.interval = interval;
        this.since = now;
        this.began = now;
        this.lines = objective.lanes().stream()
                .map(lane -> new Line(objective, lane, now, readFrom))
                .collect(Collectors.toUnmodifiableList()); // smaller than toList()
    }

    Objective objective() {
        return objective;
    }

    Duration interval() {
        return interval;
    }

    List<Line> lines() {
        return lines;
    }

    Verdict verdict() {
        return verdict;
    }

    /** What is known, to go on from after a restart. */
    Checkpoint.Watched state() {
        return new Checkpoint.Watched(
                objective.name(),
                definition(),
                began,
                verdict,
                since,
                breaches,
                inBreach,
                judgedOnce,
                outcome,
                breach,
                lines.stream().map(Line::state).toList());
    }

    /** What stands for its definition in a checkpoint. */
    Fingerprint definition() {
        Fingerprint known = definition;
        if (known == null) {
            known = Fingerprint.of(objective);
            definition = known;
        }
        return known;
    }

    /** Goes on from what was known of an objective of the same definition. */
    void resume(Checkpoint.Watched state, Instant now) {
        view = null;
        began = state.began();
        for (Checkpoint.Told told : state.lines()) {
            lines.stream().filter(line -> lane(line) == told.lane()).forEach(line -> line.resume(told, now));
        }
        verdict = verdictOfLanes();
        since = verdict == state.verdict() ? state.since() : now;
        breaches = state.breaches();
        inBreach = state.inBreach();
        judgedOnce = state.judgedOnce();
        outcome = state.outcome();
        breach = state.breach();
    }

    /**
     * A new soak begins, in which its verdict is settled by what is seen from now on. It has been watched all the time, so that a
     * sample of before which is read only now is judged; but none twice.
     */
    void beginAnew(Instant now) {
        view = null;
        lines.forEach(line -> line.beginAnew(now));
        verdict = verdictOfLanes();
        since = now;
        // what counts events can only be in breach by further ones, and a state that goes on is the same breach
        inBreach &= !objective.indicator().countsEvents();
        judgedOnce = false;
        outcome = Optional.empty();
        notes = new ObjectiveNotes();
    }

    /**
     * Which samples it is judged by.
     *
     * @param holds whether its condition holds
     */
    Scope scope(boolean holds) {
        Optional<Condition.WhenUtc> utc = objective.when().isEmpty()
                ? Optional.empty()
                : objective.when().filter(Condition.WhenUtc.class::isInstance).map(Condition.WhenUtc.class::cast);
        return new Scope(began, objective.grace(), utc, holds);
    }

    void count(Line line, Assessment assessment) {
        isViewNew = false;
        line.count(assessment);
        if (assessment.outcome() != Outcome.UNKNOWN) {
            outcome = assessment.outcome().told();
        }
        judgedOnce |= assessment.outcome() == Outcome.MET || assessment.outcome() == Outcome.MISSED;
    }

    /** The verdict that the lanes amount to now. */
    Verdict verdictOfLanes() {
        Verdict over = Verdict.BLIND;
        for (Line line : lines) {
            over = over.withLane(line.record.track().verdict());
        }
        return over;
    }

    /**
     * Makes a verdict the one of this objective; true if it is another one than before.
     *
     * @param at the moment that was judged
     */
    boolean settle(Verdict next, Instant at, Instant now) {
        if (next == verdict) {
            return false;
        }
        view = null;
        verdict = next;
        since = at;
        if (next == Verdict.BREACH && !inBreach) {
            breaches++;
            breach = Optional.of(speaker().record.evidence(now));
        }
        inBreach = next == Verdict.BREACH || (inBreach && (next == Verdict.BLIND || next == Verdict.WAITING));
        return true;
    }

    /** The lane that speaks for the verdict: the first that has it. */
    Line speaker() {
        Verdict spoken = verdictOfLanes();
        Line speaker = lines.get(0);
        for (int i = 1; i < lines.size() && speaker.record.track().verdict() != spoken; i++) {
            speaker = lines.get(i);
        }
        return speaker;
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
        double events = 0;
        for (Line line : lines) {
            events += line.events();
        }
        return events;
    }

    /** How many events the lane that has counted most of them has counted; what happened once is seen by both. */
    double mostEvents() {
        return lines.stream().mapToDouble(Line::events).max().orElse(0);
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

    long breaches() {
        return breaches;
    }

    /** What the diary keeps of it in this soak. */
    ObjectiveNotes notes() {
        return notes;
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

    /** Whether the last measurement of at least one lane told something. */
    boolean isKnown() {
        for (Line line : lines) {
            if (line.record.track().isKnown()) {
                return true;
            }
        }
        return false;
    }

    /** How it stands, as the soak sees it. */
    Participant participant() {
        return attend(Optional.empty());
    }

    /** How it stood at a time, as far as is known by now. */
    Participant participantAt(Instant time) {
        return attend(Optional.of(time));
    }

    private Participant attend(Optional<Instant> time) {
        Participant now = Attendance.of(this, time, attended);
        attended = now;
        return now;
    }

    /** Whether it has been judged, met or missed, in this soak. */
    boolean isJudgedOnce() {
        return judgedOnce;
    }

    /** Lets time pass without an answer. */
    void pass(Instant now, BiPredicate<Watch, Line> overdue) {
        for (Line line : lines) {
            if (line.pass(now, overdue.test(this, line))) {
                view = null;
            }
        }
    }

    /**
     * How it stands, for the Board; the same one for as long as nothing changes.
     *
     * @param anew whether also what the newest measurement has shown is wanted, where the verdict is as it was
     */
    Board.ObjectiveView view(boolean anew) {
        Board.ObjectiveView shown = view;
        if (shown == null || (anew && !isViewNew)) {
            isViewNew = true;
            shown = new Board.ObjectiveView(objective, verdict, since, breaches, breach, readings());
            view = shown;
        }
        return shown;
    }

    private List<Board.Reading> readings() {
        return lines.stream().map(Line::reading).collect(Collectors.toUnmodifiableList());
    }

    /** Whether the last measurement met what is expected; for what a soak requires. */
    boolean isMet() {
        return outcome.filter(Outcome.MET::equals).isPresent();
    }

    Lane lane(Line line) {
        return line.record.lane();
    }
}
