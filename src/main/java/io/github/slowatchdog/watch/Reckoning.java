package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Assessment;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakClock;
import io.github.slowatchdog.soak.SoakMemory;
import io.github.slowatchdog.soak.SoakRules;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Obligation;
import io.github.slowatchdog.stop.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What is made of answers, and of time that passes without any: ledgers, verdicts, the soak. Knows no clock and asks nobody, so
 * that the loop, a written scenario and a replay of history all go this one way. Confined to the loop.
 *
 * <p>An answer after an outage is many slices, each judged as if it had come in its time: against what was known of the processes
 * then, and with the verdict of then. What they show obliges now.
 */
final class Reckoning {

    /** Two beats further apart than this, and nobody was watching in between: a frozen process, a stopped machine. */
    static final Duration STALL = Duration.ofSeconds(5);
    /** How far the first read goes back for the baseline of counters. */
    static final Duration BASELINE = Duration.ofMinutes(5);
    /** How long an answer may be late before the lane counts as unknown; a source gives up its questions much sooner. */
    static final Duration OVERDUE = Duration.ofSeconds(15);

    private final Map<Lane, LaneBook> books;
    private final List<Watch> watches = new ArrayList<>();
    private final List<Watch> required = new ArrayList<>();
    private SoakClock soak;
    private final History history;
    private final Consequences listener;
    /** Whose new verdict neither the soak nor the green light has seen yet. */
    private final Set<Watch> unseen = new HashSet<>();

    private final GreenLight greenLight = new GreenLight();
    private Instant lastBeat;
    private Instant answersDue;
    private Instant conclusive;

    Reckoning(SoakRules rules, Map<Lane, LaneBook> books, Instant now, Consequences listener) {
        this.books = books;
        this.listener = listener;
        this.lastBeat = now;
        this.answersDue = now;
        this.conclusive = now;
        this.soak = soak(rules, now);
        this.history = new History(watches, required, books);
        Requirements.of(rules)
                .forEach(objective ->
                        required.add(new Watch(objective, Requirements.INTERVAL, now, now.minus(BASELINE))));
    }

    private static SoakClock soak(SoakRules rules, Instant now) {
        return new SoakClock(Long.toString(now.toEpochMilli(), 36), rules, now, STALL);
    }

    /** Only time of a build that can be told counts from now on. */
    void follow(BuildBook book) {
        history.follow(book);
    }

    /**
     * Begins a new soak. Everything in it is settled by what is read from now on: nothing is counted twice, and what happened before
     * and has not been read yet counts.
     */
    void beginSoak(Instant now) {
        Stream.concat(watches.stream(), required.stream()).forEach(watch -> watch.beginAnew(now));
        history.build().ifPresent(book -> book.beginAnew(now));
        unseen.clear();
        greenLight.interrupt();
        soak = soak(soak.rules(), now);
    }

    /** Fails the soak for a reason that no objective gives. */
    void fail(String why, Instant now) {
        SoakVerdict before = soak.verdict();
        soak.fail(why);
        listener.soakAdvanced(now, before);
    }

    /** Objectives that are measured together, from now on. */
    List<Watch> watch(List<Objective> objectives, Duration interval, Instant now) {
        List<Watch> grouped = objectives.stream()
                .map(objective -> new Watch(objective, interval, now, now.minus(BASELINE)))
                .toList();
        watches.addAll(grouped);
        return grouped;
    }

    /** What must outlive the process; the stop is known elsewhere. */
    Checkpoint checkpoint(String phase, Instant now, Checkpoint.Stop stop) {
        return new Checkpoint(
                phase,
                now,
                soak.memory(),
                watches.stream().map(Watch::state).toList(),
                required.stream().map(Watch::state).toList(),
                books.values().stream().map(LaneBook::state).toList(),
                stop,
                history.build().map(BuildBook::state));
    }

    /**
     * Goes on from a checkpoint: the soak, the lanes, and each objective that is still defined as it was. What has happened since
     * comes with the first answers, as after any outage.
     *
     * @return the names of the objectives that begin anew
     */
    List<String> resume(Checkpoint checkpoint, Instant now) {
        for (Checkpoint.Read read : checkpoint.lanes()) {
            Optional.ofNullable(books.get(read.lane())).ifPresent(book -> book.resume(read));
        }
        Resumption.of(required, checkpoint.required(), now);
        Set<String> resumed = Resumption.of(watches, checkpoint.objectives(), now);
        SoakMemory memory = checkpoint.soak();
        soak = SoakClock.resume(memory.with(memory.settled().ofOnly(resumed)), soak.rules(), STALL);
        answersDue = now.plus(OVERDUE);
        conclusive = answersDue;
        return watches.stream()
                .map(watch -> watch.objective().name())
                .filter(name -> !resumed.contains(name))
                .toList();
    }

    List<Watch> watches() {
        return watches;
    }

    /** What the soak requires: measured alike, and decides nothing by itself. */
    List<Watch> required() {
        return required;
    }

    SoakClock soak() {
        return soak;
    }

    Optional<BuildBook> build() {
        return history.build();
    }

    /** How the objectives that stop stand; to be asked also between two beats, since what is over by the next interrupts the green. */
    Standing standing(Instant now) {
        return greenLight.standing(now, watches);
    }

    Instant lastBeat() {
        return lastBeat;
    }

    /** One answer, all the way to the decision. */
    void settle(Watch watch, Line line, List<Slice> slices, Instant now) {
        Optional<LaneBook> book = Optional.ofNullable(books.get(watch.lane(line)));
        Slice newest = slices.get(slices.size() - 1);
        if (slices.size() == 1 || newest.measurement() instanceof Measurement.Failure) {
            settleNow(watch, line, newest, book, now);
            return;
        }
        boolean whole = book.map(LaneBook::isRead).orElse(true) && !Slice.isWorthAskingAgain(slices);
        if (!whole && line.waitsForMore()) {
            Instant at = newest.measurement().at();
            Measurement later = new Measurement.Failure(
                    at, Reason.UNAVAILABLE, "what happened since " + line.readUpTo() + " cannot be read yet");
            settleNow(watch, line, new Slice(later, true), book, now);
            return;
        }
        catchUp(watch, line, slices, book, now);
    }

    private void settleNow(Watch watch, Line line, Slice slice, Optional<LaneBook> book, Instant now) {
        Measurement measurement = slice.measurement();
        Duration patience = LaneBook.patience(book, watch.interval());
        if (!(measurement instanceof Measurement.Failure) && line.isBehind(measurement.at(), patience)) {
            // within one interval there was no other moment to measure at; of a longer time nobody knows
            boolean nothingBetween =
                    book.map(known -> known.source().remembers()).orElse(false)
                            && !measurement.at().isAfter(line.readUpTo().plus(watch.interval()));
            line.timeline().learn(nothingBetween);
        }
        take(watch, line, slice, book.map(known -> known.known(measurement.at())));
        line.taken(measurement, patience);
        LaneBook.heard(book, measurement, watch.interval());
        decide(watch, measurement.at(), now, true);
    }

    private void catchUp(Watch watch, Line line, List<Slice> slices, Optional<LaneBook> book, Instant now) {
        Duration patience = LaneBook.patience(book, watch.interval());
        line.timeline().rewrite();
        line.record.rewind();
        try {
            for (int i = 0; i < slices.size(); i++) {
                Slice slice = slices.get(i);
                Instant at = slice.measurement().at();
                boolean last = i == slices.size() - 1;
                Assessment assessment =
                        take(watch, line, slice, book.map(known -> last ? known.known(at) : known.knownThen(at)));
                if (last) {
                    line.record.resume(now);
                    LaneBook.heard(book, slice.measurement(), watch.interval());
                }
                line.taken(slice.measurement(), patience);
                // of a moment of which nothing is known, nothing is learned: what was decided then stands
                if (last || assessment.outcome() != Outcome.UNKNOWN) {
                    decide(watch, at, now, last);
                }
            }
        } finally {
            line.record.endRewound();
        }
        seeLater(watch, now);
    }

    private Assessment take(Watch watch, Line line, Slice slice, Optional<LaneBook.Known> book) {
        LaneBook.Known known = book.isPresent() ? book.get() : LaneBook.Known.nothing();
        Assessment assessment =
                line.record.take(slice.measurement(), known.targets(), watch.scope(slice.holds()), known.trouble());
        watch.count(line, assessment);
        listener.taken(watch, line, assessment);
        return assessment;
    }

    private void decide(Watch watch, Instant at, Instant now, boolean isNow) {
        Verdict before = watch.verdict();
        Verdict next = watch.verdictOfLanes();
        if (next != before && unseen.contains(watch)) {
            see(now); // also what is over before the next turn counts
        }
        boolean changed = watch.settle(next, at, now);
        if (!required.isEmpty() && required.contains(watch)) {
            return;
        }
        Optional<Obligation> obligation = watch.obligation();
        // not seeing was decided on when it was so
        if (obligation.isPresent() && (isNow || watch.verdict() == Verdict.BREACH)) {
            listener.obliges(watch, obligation.get(), now);
        } else if (watch.isRecovered() && (isNow || before == Verdict.BREACH)) {
            listener.recovered(watch);
        }
        if (!changed) {
            return;
        }
        listener.changed(watch, before, at, now);
        if (isNow) {
            seeLater(watch, now);
        } else if (watch.verdict() == Verdict.BREACH) {
            heedSoak(now);
        }
    }

    /** Once for all that changed in one turn: with thousands of them the last decision would wait for the sums of all others. */
    private void seeLater(Watch watch, Instant now) {
        boolean first = unseen.isEmpty();
        unseen.add(watch);
        if (first) {
            listener.later(this::see, now);
        }
    }

    private void see(Instant now) {
        if (!unseen.isEmpty()) {
            unseen.clear();
            standing(now);
            advanceSoak(now);
        }
    }

    /**
     * Once a second.
     *
     * @param overdue whether an answer of this line should have been here
     * @return whether nobody was watching since the last beat
     */
    boolean beat(Instant now, BiPredicate<Watch, Line> overdue) {
        boolean stalled = isStalled(now);
        lastBeat = now;
        if (stalled) {
            // silence counts only when the answers that waited while we did have had their time
            answersDue = now.plus(OVERDUE);
            conclusive = answersDue;
        } else if (!now.isBefore(answersDue)) {
            pass(watches, now, overdue);
            pass(required, now, overdue);
        }
        history.build().ifPresent(book -> book.beat(now));
        see(now);
        advanceSoak(now);
        history.forget(soak.settled().last());
        return stalled;
    }

    private boolean isStalled(Instant now) {
        return Duration.between(lastBeat, now).compareTo(STALL) > 0;
    }

    private void pass(List<Watch> some, Instant now, BiPredicate<Watch, Line> overdue) {
        for (Watch watch : some) {
            watch.pass(now, overdue);
            decide(watch, now, now, true);
        }
    }

    /** The clock was set by so much: that makes nothing older, neither blindness nor a breach that must last, nor green. */
    void clockSet(Duration by, Instant now) {
        Stream.concat(watches.stream(), required.stream())
                .flatMap(watch -> watch.lines().stream())
                .forEach(line -> line.clockSet(by, now));
        books.values().forEach(book -> book.clockSet(by));
        history.build().ifPresent(book -> book.clockSet(now));
        soak.jump(now);
        soak.clockSet(by);
        greenLight.interrupt();
        answersDue = now.plus(OVERDUE);
    }

    private void advanceSoak(Instant now) {
        SoakVerdict before = soak.verdict();
        List<String> missing = required.stream()
                .filter(need -> !need.isMet())
                .map(Requirements::text)
                .toList();
        soak.advance(now, history.now(now), history, missing, !now.isBefore(conclusive) && !isStalled(now));
        listener.soakAdvanced(now, before);
    }

    private void heedSoak(Instant now) {
        SoakVerdict before = soak.verdict();
        soak.heed(history.now(lastBeat));
        listener.soakAdvanced(now, before);
    }
}
