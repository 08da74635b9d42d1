package io.github.slowatchdog.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events behind counters exactly, from raw samples (SPEC 3.2). Each series has a watermark, the newest sample
 * counted; everything after it is counted once, however long the pause was.
 *
 * <pre>
 *  before ──▶ now                          counts
 *  value rises                             the difference
 *  value falls, or the process changed     the whole new value
 *  nothing, target was read before         the whole value (birth)
 *  nothing, target new, process young      the whole value
 *  nothing, target new, process old        nothing: the baseline
 * </pre>
 */
final class CountLedger implements Ledger {

    private final PerSeries<Mark> marks = new PerSeries<>();
    private final Tally tally;
    /** Whether an answer shows what was there before it was asked for: a store does, a page does not. */
    private final boolean showsPast;

    /** Processes in the last answer of which no {@code up} had been read by then. */
    private Set<Target> strangers = Set.of();

    private boolean hasLeft;
    private Instant newest = Instant.MIN;
    /** When a complete answer showed for the first time which series there are. */
    private Instant firstAsked = Instant.MAX;

    /** The newest sample of a series that has been counted. Moved on, not made anew, with each sample. */
    private static final class Mark extends Watermark {
        private double value;

        Mark(Instant at, long step, double value) {
            super(at, step);
            this.value = value;
        }
    }

    CountLedger(Optional<Duration> window, Lane lane) {
        this(window, lane, List.of());
    }

    /** @param buckets which are told of every event, too */
    CountLedger(Optional<Duration> window, Lane lane, List<Buckets> buckets) {
        this.tally = new Tally(window, buckets);
        this.showsPast = lane == Lane.PROMETHEUS;
    }

    @Override
    public boolean hasLeft() {
        return hasLeft;
    }

    @Override
    public LedgerState.Counted state() {
        List<LedgerState.Mark> kept =
                marks.map((labels, mark) -> new LedgerState.Mark(labels, mark.at(), mark.step(), mark.value));
        return new LedgerState.Counted(kept, tally.state(), newest, firstAsked);
    }

    @Override
    public void resume(LedgerState state) {
        LedgerState.Counted counted = (LedgerState.Counted) state;
        counted.marks().forEach(mark -> marks.put(mark.labels(), new Mark(mark.at(), mark.step(), mark.value())));
        tally.resume(counted.tally());
        newest = counted.newest();
        firstAsked = counted.firstAsked();
    }

    @Override
    public void beginAnew(Instant now) {
        tally.clear();
    }

    @Override
    public Reading take(Measurement.Samples samples, Targets targets, Scope scope) {
        List<Series> all = samples.bySelector().get(0);
        double before = tally.total();
        boolean numbers = count(all, samples, targets, scope);
        double count = tally.count(samples.at());
        Instant at = tally.newestAt().equals(Instant.MIN) ? newest : tally.newestAt();
        Optional<Targets.Trouble> gap = gap(all, samples.at(), targets, numbers);
        boolean known = gap.isEmpty() || count > 0;
        return new Reading(
                known ? List.of(new Judged(Labels.NONE, at, Value.of(count), tally.total() > before)) : List.of(),
                gap,
                Optional.empty(),
                newestKnown(),
                tally.total(),
                tally.evidence(),
                Optional.empty());
    }

    /** Counts what is new in these series; returns whether every sample was a number. */
    boolean count(List<Series> all, Measurement.Samples samples, Targets targets, Scope scope) {
        boolean numbers = true;
        Set<Target> unknown = Set.of();
        hasLeft = false;
        for (Series series : all) {
            Target target = Target.of(series.labels());
            Optional<Instant> knownUntil = targets.knownUntil(target);
            boolean isStranger = knownUntil.isEmpty() && targets.isUpRead();
            if (isStranger) {
                unknown = with(target, unknown);
            }
            // whether it was there before, or has just been started, the next answer of `up` tells
            boolean told = strangers.contains(target) && targets.failingSince().isEmpty();
            if (!isStranger || told) {
                numbers &= count(series, target, knownUntil.orElse(Instant.MAX), targets, scope);
            } else {
                hasLeft = true;
            }
        }
        strangers = unknown;
        if (samples.partial().isEmpty() && samples.at().isBefore(firstAsked)) {
            firstAsked = samples.at();
        }
        return numbers;
    }

    private static Set<Target> with(Target one, Set<Target> others) {
        Set<Target> all = others.isEmpty() ? new HashSet<>(2) : others;
        all.add(one);
        return all;
    }

    /** @param knownUntil up to when restarts of the process are known */
    private boolean count(Series series, Target target, Instant knownUntil, Targets targets, Scope scope) {
        Mark mark = marks.get(series.labels());
        boolean numbers = true;
        for (int i = mark == null ? 0 : series.firstAfter(mark.at()); i < series.size(); i++) {
            Instant at = series.at(i);
            double value = series.value(i);
            if (at.isAfter(knownUntil)) {
                break; // whether the process was restarted in between is not known yet: it waits for the next read
            }
            if (Double.isNaN(value)) {
                numbers = false;
                continue;
            }
            step(series.labels(), target, mark, at, value, targets, scope);
            if (mark == null) {
                mark = new Mark(at, 0, value);
                marks.put(series.labels(), mark);
            } else {
                mark.moveTo(at);
                mark.value = value;
            }
            newest = at.isAfter(newest) ? at : newest;
        }
        return numbers;
    }

    private void step(
            Labels labels,
            Target target,
            @Nullable Mark before,
            Instant at,
            double value,
            Targets targets,
            Scope scope) {
        Rule rule = rule(target, before, at, value, targets, scope);
        double events = rule == Rule.RISE && before != null ? value - before.value : rule == Rule.NONE ? 0 : value;
        Instant from = before == null ? at : before.at();
        // an event between a sample before the soak and one after it is counted: it cannot be shown to be older
        if (events > 0 && at.isAfter(scope.began()) && scope.covers(target, from, at, targets)) {
            String was = before == null ? "nothing" : Value.format(before.value);
            tally.add(at, events, () -> labels + " " + was + " -> " + Value.format(value) + " at " + at + rule.note);
        }
    }

    /** Which row of the table applies to a step. */
    private enum Rule {
        NONE(""),
        RISE(""),
        RESET(" (counter reset)"),
        RESTART(" (process restarted)"),
        BIRTH(" (series born)"),
        YOUNG(" (new process)");

        private final String note;

        Rule(String note) {
            this.note = note;
        }
    }

    private Rule rule(Target target, @Nullable Mark before, Instant at, double value, Targets targets, Scope scope) {
        if (before == null) {
            boolean young = targets.startAt(target, at)
                    .map(start -> start.isAfter(scope.began()))
                    .orElse(false);
            // where no `up` tells what was read, or nobody looked at this series meanwhile, our own question does
            boolean asked = at.isAfter(firstAsked);
            boolean read = targets.isEmpty() ? asked : targets.wasReadBefore(target, at) && (showsPast || asked);
            return read ? Rule.BIRTH : young ? Rule.YOUNG : Rule.NONE;
        }
        if (targets.restartedBetween(target, before.at(), at)) {
            return Rule.RESTART;
        }
        return value < before.value ? Rule.RESET : Rule.RISE;
    }

    private Optional<Targets.Trouble> gap(List<Series> all, Instant now, Targets targets, boolean numbers) {
        if (!numbers) {
            return Optional.of(new Targets.Trouble(Reason.NAN, "a counter is not a number"));
        }
        return !isThere(all, now, targets)
                ? Optional.of(new Targets.Trouble(Reason.EMPTY, "no series matches"))
                : Optional.empty();
    }

    /** Whether some series is still written: in this answer, or counted before and just with nothing new in it. */
    boolean isThere(List<Series> all, Instant now, Targets targets) {
        return targets.isAnyWritten(all)
                || marks.anyMatch((labels, mark) -> targets.isWritten(Target.of(labels), mark, false, now));
    }

    /** Events in the window, or since the soak began. */
    double count(Instant now) {
        return tally.count(now);
    }

    /** Events since the soak began. */
    double total() {
        return tally.total();
    }

    List<String> evidence() {
        return tally.evidence();
    }

    Optional<Instant> newestKnown() {
        return newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest);
    }
}
