package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One objective on one lane: its ledger, and how its measurements stand. Confined to the loop.
 */
public final class LaneRecord {

    private static final Duration NEVER = Duration.ofDays(365_000);

    private final Objective objective;
    private final Lane lane;
    /** Of an indicator that is read as raw samples. */
    private final @Nullable Ledger ledger;

    private Track track;
    /** As it was after the last answer that was more than a failure: where catching up begins. */
    private Track answered;
    /** The track to go back to, while catching up. */
    private Optional<Track> live = Optional.empty();

    /** When the bot was last read, among the moments that were caught up with and that something is known of. */
    private Optional<Instant> newestKnown = Optional.empty();

    private final Latest last = new Latest();
    private Optional<Outcome> outcome = Optional.empty();
    /** When what had been counted was forgotten for a new soak. */
    private Optional<Instant> anew = Optional.empty();

    private boolean silent;

    public LaneRecord(Objective objective, Lane lane, Instant now) {
        this.objective = objective;
        this.lane = lane;
        this.ledger = objective.indicator().selectors().isEmpty() ? null : Ledger.of(objective.indicator(), lane);
        this.track = Track.begin(now);
        this.answered = track;
    }

    /** What is known, to go on from later. */
    public RecordState state() {
        return new RecordState(Optional.ofNullable(ledger).map(Ledger::state), answered, last.get(), outcome, anew);
    }

    /**
     * Goes on from what another record of the same objective and lane knew. Nobody has watched since, which is not blindness of
     * the lane: it is unknown from now on. What was blind then waits.
     */
    public void resume(RecordState state, Instant now) {
        Optional.ofNullable(ledger).ifPresent(kept -> state.ledger().ifPresent(kept::resume));
        Track before = state.answered();
        answered = before.verdict() == Verdict.BLIND
                ? new Track(Verdict.WAITING, before.missedSince(), before.unknownSince())
                : before;
        track = answered.silentSince(now);
        state.last().ifPresent(last::take);
        outcome = state.outcome();
        anew = state.anew();
    }

    /** A new soak begins: no sample is counted twice, and none left out; what was counted or missed before is not of it. */
    public void beginAnew(Instant now) {
        Optional.ofNullable(ledger).ifPresent(kept -> kept.beginAnew(now));
        track = track.anew(now);
        answered = track;
        outcome = Optional.empty();
        anew = Optional.of(now);
    }

    /**
     * Takes one measurement in and says how it stands.
     *
     * @param trouble why the lane must not be believed just now
     */
    public Assessment take(Measurement measurement, Targets targets, Scope scope, Optional<Targets.Trouble> trouble) {
        Assessment assessment = assess(measurement, targets, scope, trouble);
        track = track.after(assessment, objective.hold(), live.isPresent() ? NEVER : objective.blindAfter());
        if (!(measurement instanceof Measurement.Failure)) {
            answered = track;
        }
        last.take(assessment);
        if (assessment.outcome() != Outcome.UNKNOWN) {
            outcome = assessment.outcome().told();
            if (live.isPresent()) {
                newestKnown = Optional.of(targets.newestUp().orElse(assessment.at()));
            }
        }
        silent = false;
        return assessment;
    }

    private Assessment assess(
            Measurement measurement, Targets targets, Scope scope, Optional<Targets.Trouble> trouble) {
        Instant now = measurement.at();
        if (measurement instanceof Measurement.Failure failure) {
            return Assessment.unknown(now, failure.reason(), failure.detail());
        }
        if (measurement instanceof Measurement.Samples samples && ledger != null) {
            // taken in whatever else is wrong: what has been read must be counted
            Reading reading = ofThePage(ledger.take(samples, targets, scope), samples);
            Assessment judged = Judge.assess(objective, now, reading, samples.partial(), trouble, isFresh(targets));
            // the ledger took only samples that are to be judged, so a miss among them stands, also if it is read late
            if (Judge.outlasts(objective, judged, !scope.appliesAt(now))) {
                return judged;
            }
            Optional<Assessment> idle = notApplicable(now, targets, scope);
            return idle.isPresent() ? idle.get() : windowNotFull(judged, scope).orElse(judged);
        }
        Optional<Assessment> idle = notApplicable(now, targets, scope);
        if (idle.isPresent()) {
            return idle.get();
        }
        if (trouble.isPresent()) {
            // unlike raw samples, the values of an expression do not show how old they are
            return Assessment.unknown(now, trouble.get().reason(), trouble.get().detail());
        }
        if (measurement instanceof Measurement.Vector vector && objective.indicator() instanceof Indicator.Expr) {
            return Judge.assess(objective, now, reading(vector, targets), vector.partial(), trouble, isFresh(targets));
        }
        return measurement instanceof Measurement.Found found && objective.indicator() instanceof Indicator.Probe
                ? Judge.assess(objective, now, reading(found), Optional.empty(), trouble, true)
                : Assessment.unknown(now, Reason.MALFORMED, "the lane answered with another kind of data");
    }

    /** What a page shows is not absent, however old the time is that it gives. */
    private Reading ofThePage(Reading reading, Measurement.Samples samples) {
        List<Series> decisive = samples.bySelector().get(samples.bySelector().size() - 1);
        boolean shown = lane == Lane.BOT
                && reading.gap().filter(gap -> gap.reason() == Reason.EMPTY).isPresent()
                && decisive.stream().anyMatch(series -> !series.isEmpty());
        return shown
                ? reading.because(new Targets.Trouble(Reason.STALE, "the page shows it with a time that is past"))
                : reading;
    }

    /** Whether {@code up} says that the bot is being read; a lane whose freshness nobody watches is not known to be fresh. */
    private static boolean isFresh(Targets targets) {
        return !targets.isEmpty();
    }

    private Optional<Assessment> notApplicable(Instant now, Targets targets, Scope scope) {
        if (!scope.appliesAt(now)) {
            return Optional.of(Assessment.idle(now, "not applicable now"));
        }
        return targets.inGrace(now, scope.grace())
                ? Optional.of(Assessment.idle(now, "the bot has just started"))
                : Optional.empty();
    }

    /** Too few events, and a part of the window lies before the soak: what happened there is not counted. */
    private Optional<Assessment> windowNotFull(Assessment judged, Scope scope) {
        if (judged.outcome() != Outcome.MISSED) {
            return Optional.empty();
        }
        Optional<Duration> window = objective.indicator() instanceof Indicator.Count count
                ? count.window()
                : objective.indicator() instanceof Indicator.Changes changes ? changes.window() : Optional.empty();
        boolean mayBeCompleted = !Judge.outlasts(objective, judged, false);
        return window.filter(length -> mayBeCompleted
                        && judged.at().isBefore(anew.orElse(scope.began()).plus(length)))
                .map(length -> Assessment.idle(judged.at(), "the window is not full yet"));
    }

    private static Reading reading(Measurement.Vector vector, Targets targets) {
        if (vector.elements().isEmpty()) {
            return Reading.gap(Reason.EMPTY, "the expression returned nothing");
        }
        List<Judged> values = vector.elements().stream()
                .map(element -> new Judged(
                        element.labels(), targets.newestUp().orElse(element.at()), Value.of(element.value())))
                .toList();
        return Reading.of(values, Optional.empty());
    }

    private static Reading reading(Measurement.Found found) {
        return Reading.of(List.of(new Judged(Labels.NONE, found.at(), found.value())), Optional.empty());
    }

    /**
     * Goes back to the last answer, to take in what has been measured afterwards of the time since. Nothing goes blind in it:
     * blindness is about what nobody sees just now, and was decided on when it was so.
     */
    public void rewind() {
        live = Optional.of(track);
        track = answered;
        newestKnown = Optional.empty();
    }

    /**
     * The newest of what was measured afterwards has been taken in. What is unknown now has been so since nobody saw it, or since the bot
     * was last read, if that was later: to learn only of what had been read before ends no blindness.
     */
    public void resume(Instant now) {
        Instant unseen = live.flatMap(Track::unknownSince).orElse(now);
        Instant since = newestKnown.filter(unseen::isBefore).orElse(unseen);
        track = track.isKnown() ? track : track.silentSince(since).at(now, objective.blindAfter());
        live = Optional.empty();
    }

    /** Taking in what was measured afterwards has come to an end; where it broke off, things stand as they did before. */
    public void endRewound() {
        track = live.orElse(track);
        live = Optional.empty();
    }

    /**
     * Lets time pass without a measurement.
     *
     * @param overdue an answer should have been here; without one the lane is unknown since its last answer
     */
    public void pass(Instant now, boolean overdue) {
        if (overdue && track.isKnown() && !last.isEmpty()) {
            track = track.silentSince(last.at());
            silent = true;
        }
        track = track.at(now, objective.blindAfter());
    }

    /** The clock was set by so much. */
    public void clockSet(Duration by) {
        track = track.moved(by);
        answered = answered.moved(by);
        Optional.ofNullable(ledger).ifPresent(kept -> kept.clockSet(by));
    }

    public Lane lane() {
        return lane;
    }

    public Track track() {
        return track;
    }

    /** The newest assessment; empty before the first. */
    public Optional<Assessment> last() {
        return last.get();
    }

    /** The newest outcome that told something; empty before the first. */
    public Optional<Outcome> outcome() {
        return outcome;
    }

    /** Whether an answer is overdue. */
    public boolean isSilent() {
        return silent;
    }

    /** Whether something of the last answer was left for the next one, which must show it again. */
    public boolean hasLeft() {
        return ledger != null && ledger.hasLeft();
    }

    /** Bad over total events since the soak began as they are judged, for a ratio that has seen enough. */
    public Optional<Value> overSoak() {
        return ledger == null ? Optional.empty() : ledger.overSoak();
    }

    /**
     * What a ratio is made of.
     *
     * @param all more than 0
     */
    public record Totals(double bad, double all) {}

    /** Bad events and all events since the soak began, for a ratio that has seen any. */
    public Optional<Totals> totals() {
        return ledger == null ? Optional.empty() : ledger.totals();
    }

    /** What is left of the error budget, for what burns one, as it was measured last. */
    public Optional<BudgetStand> budget() {
        return ledger == null ? Optional.empty() : ledger.budget();
    }

    /** Why things stand as they do, one line for a person. */
    public String why() {
        if (silent) {
            return "no answer since " + last.at();
        }
        return last().map(Assessment::why).orElse("nothing measured yet");
    }

    /** What shows why this is a breach. */
    public Evidence evidence(Instant decidedAt) {
        return evidence(last(), why(), decidedAt);
    }

    /**
     * The same of an earlier moment.
     *
     * @param said what had been measured last then
     * @param why why things stood as they did, one line for a person
     */
    public Evidence evidence(Optional<Assessment> said, String why, Instant decidedAt) {
        Optional<Judged> worst = said.flatMap(Assessment::worst);
        return new Evidence(
                objective.name(),
                lane,
                objective.indicator().query(),
                objective.expect().text(),
                worst.map(value -> value.value().toString()).orElse(""),
                worst.map(value ->
                                value.labels().isEmpty() ? "" : value.labels().toString())
                        .orElse(""),
                worst.map(Judged::at).orElse(decidedAt),
                decidedAt,
                why,
                said.map(Assessment::samples).orElse(List.of()));
    }
}
