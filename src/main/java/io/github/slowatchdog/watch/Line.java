package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.LaneRecord;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One objective on one lane, as the loop knows it. */
final class Line {

    /** So often a past that could not be read is asked for again before it is given up. */
    private static final int TRIES = 3;

    /** How far back is read again while the server keeps saying that its answers are incomplete. */
    private static final Duration PARTIAL_REREAD = Duration.ofMinutes(10);

    final LaneRecord record;
    private Timeline timeline;
    /** Of measurements, by their outcome: numbers, since each tick adds to them. */
    private long met;

    private long missed;
    private long unknown;
    private long idle;

    private Map<Reason, Long> unknowns = Unknowns.NONE;
    private Instant readUpTo;
    /** Up to where nothing is missing from what was read. */
    private Instant wholeUpTo;

    private boolean answered;
    private boolean failing;
    private int tries;
    private double events;
    private Optional<Instant> newest = Optional.empty();

    /** @param readFrom how far back the first read goes, to find the baseline */
    Line(Objective objective, Lane lane, Instant now, Instant readFrom) {
        this.record = new LaneRecord(objective, lane, now);
        this.timeline = new Timeline(now, Stand.of(record));
        this.readUpTo = readFrom;
        this.wholeUpTo = readFrom;
    }

    /** What is known, to go on from after a restart. */
    Checkpoint.Told state() {
        return new Checkpoint.Told(
                record.lane(), record.state(), timeline.state(), readUpTo, wholeUpTo, answered, events, newest());
    }

    /** Goes on from what another line of the same objective and lane knew; whatever was in between has to be caught up. */
    void resume(Checkpoint.Told told, Instant now) {
        record.resume(told.record(), now);
        timeline = new Timeline(told.stood());
        timeline.lose();
        readUpTo = told.readUpTo();
        wholeUpTo = told.wholeUpTo();
        answered = told.answered();
        failing = true;
        events = told.events();
        newest = told.newest();
    }

    /** A new soak begins; it goes on to read where it was. */
    void beginAnew(Instant now) {
        record.beginAnew(now);
        timeline = new Timeline(now, Stand.of(record));
        events = 0;
    }

    /** How it stood at any time, as far as is known by now. */
    Timeline timeline() {
        return timeline;
    }

    Instant readUpTo() {
        return readUpTo;
    }

    /** From where to read on: what is missing from an incomplete answer is asked for again, for a while. */
    Instant readFrom() {
        return wholeUpTo;
    }

    double events() {
        return events;
    }

    Optional<Instant> newest() {
        return newest;
    }

    /** Whether more has happened since it was read than one answer of now can tell. A first read has nothing to catch up. */
    boolean isBehind(Instant now, Duration patience) {
        return answered && now.isAfter(readUpTo) && (failing || now.isAfter(readUpTo.plus(patience)));
    }

    /** What is missing from the past may still be had: whether to wait for that once more. */
    boolean waitsForMore() {
        return tries++ < TRIES;
    }

    /**
     * Whether it is about to tell of the time since it was read, so that nothing should be concluded about that: its lane is read again, and it
     * has not been asked since, or is being asked once more.
     *
     * @param laneAnswersSince of a lane that can tell of the past; otherwise long ago
     */
    boolean isAboutToTell(Instant laneAnswersSince) {
        return !record.track().isKnown()
                && record.last()
                        .filter(said -> said.at().isBefore(laneAnswersSince)
                                || (tries > 0 && said.reason().equals(Optional.of(Reason.UNAVAILABLE))))
                        .isPresent();
    }

    /** An answer to a question from {@link #readFrom} on has been taken in: if it is whole, nothing is missing any more. */
    void taken(Measurement measurement, Duration patience) {
        failing = measurement instanceof Measurement.Failure;
        if (!failing) {
            tries = 0;
            answered = true;
            readUpTo = measurement.at();
            Instant floor = readUpTo.minus(PARTIAL_REREAD);
            boolean whole = !isPartial(measurement) && !record.hasLeft();
            wholeUpTo = whole ? readUpTo : wholeUpTo.isAfter(floor) ? wholeUpTo : floor;
            timeline.read(readUpTo, Stand.of(record), patience);
        } else {
            if (measurement.at().isAfter(readUpTo.plus(patience))) {
                timeline.lose(); // no answer came for longer than one may take, and now there is none: nobody vouches
            }
            timeline.note(measurement.at(), Stand.of(record));
        }
    }

    private static boolean isPartial(Measurement measurement) {
        return measurement instanceof Measurement.Samples samples
                && samples.partial().isPresent();
    }

    /** Lets time pass without an answer; true if its verdict is another one for that. */
    boolean pass(Instant now, boolean overdue) {
        Verdict before = record.track().verdict();
        record.pass(now, overdue);
        if (record.isSilent()) {
            failing = true;
            timeline.lose();
        }
        timeline.note(now, Stand.of(record));
        return record.track().verdict() != before;
    }

    /** The clock was set by so much, to this time; reading a little twice does no harm. */
    void clockSet(Duration by, Instant now) {
        record.clockSet(by);
        timeline.restart(now);
        readUpTo = readUpTo.plus(by).minus(LaneBook.AGAIN);
        wholeUpTo = wholeUpTo.plus(by).minus(LaneBook.AGAIN);
    }

    void count(Assessment assessment) {
        // an answer that is missing does not undo what was counted
        events = Math.max(events, assessment.events());
        newest = assessment.newest().isPresent() ? assessment.newest() : newest;
        switch (assessment.outcome()) {
            case MET -> met++;
            case MISSED -> missed++;
            case UNKNOWN -> unknown++;
            case IDLE -> idle++;
        }
        if (assessment.reason().isPresent()) {
            unknowns = Unknowns.plus(unknowns, assessment.reason().get());
        }
    }

    OutcomeCounts outcomes() {
        return new OutcomeCounts(met, missed, unknown, idle);
    }

    /** Immutable: most lines never have another one. */
    Map<Reason, Long> unknowns() {
        return unknowns;
    }

    /** How it stands, for the Board. */
    Board.Reading reading() {
        return new Board.Reading(
                record.lane(),
                record.track().verdict(),
                record.last(),
                newest(),
                outcomes(),
                unknowns,
                record.budget());
    }
}
