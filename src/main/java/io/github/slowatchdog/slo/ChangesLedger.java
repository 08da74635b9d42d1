package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts how often a gauge, or the active state of a one-hot gauge, changed: from raw samples, so a change that lasted for one
 * scrape counts twice, there and back. What is seen for the first time is no change.
 */
final class ChangesLedger implements Ledger {

    private final Indicator.Changes changes;
    private final PerSeries<Mark> marks = new PerSeries<>();
    private final LeftOut leftOut = new LeftOut();
    private final Tally tally;
    private Instant newest = Instant.MIN;

    /** The newest value of a series. */
    private static final class Mark extends Watermark {
        private String value;

        Mark(Instant at, long step, String value) {
            super(at, step);
            this.value = value;
        }
    }

    ChangesLedger(Indicator.Changes changes) {
        this.changes = changes;
        this.tally = new Tally(changes.window());
    }

    @Override
    public LedgerState.Changed state() {
        List<LedgerState.Shown> kept =
                marks.map((labels, mark) -> new LedgerState.Shown(labels, mark.at(), mark.step(), mark.value));
        return new LedgerState.Changed(kept, tally.state(), newest);
    }

    @Override
    public void resume(LedgerState state) {
        LedgerState.Changed changed = (LedgerState.Changed) state;
        changed.shown().forEach(shown -> marks.put(shown.labels(), new Mark(shown.at(), shown.step(), shown.value())));
        tally.resume(changed.tally());
        newest = changed.newest();
    }

    @Override
    public void beginAnew(Instant now) {
        tally.clear();
    }

    @Override
    public Reading take(Measurement.Samples samples, Targets targets, Scope scope) {
        List<Series> all = samples.bySelector().get(0);
        double before = tally.total();
        histories(all, samples).forEach((labels, history) -> count(labels, history, targets, scope));
        double count = tally.count(samples.at());
        boolean empty = !targets.isAnyWritten(all)
                && !marks.anyMatch((labels, mark) -> targets.isWritten(Target.of(labels), mark, false, samples.at()));
        Instant at = tally.newestAt().equals(Instant.MIN) ? newest : tally.newestAt();
        return new Reading(
                empty && count == 0
                        ? List.of()
                        : List.of(new Judged(Labels.NONE, at, Value.of(count), tally.total() > before)),
                gap(all, empty),
                Optional.empty(),
                newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest),
                tally.total(),
                tally.evidence(),
                Optional.empty());
    }

    private Optional<Targets.Trouble> gap(List<Series> all, boolean empty) {
        if (empty) {
            return Optional.of(new Targets.Trouble(Reason.EMPTY, "no series matches"));
        }
        boolean nan =
                all.stream().anyMatch(series -> !series.isEmpty() && Double.isNaN(series.value(series.size() - 1)));
        return nan ? Optional.of(new Targets.Trouble(Reason.NAN, "a gauge is not a number")) : Optional.empty();
    }

    /** What was seen of each series, or of each process where a state is watched: its value as text, by time. */
    private Map<Labels, NavigableMap<Instant, String>> histories(List<Series> all, Measurement.Samples samples) {
        Map<Labels, NavigableMap<Instant, String>> histories = new LinkedHashMap<>();
        if (changes.stateLabel().isPresent()) {
            for (States.History history :
                    States.of(all, changes.stateLabel().get(), samples.partial().isPresent())) {
                TreeMap<Instant, String> values = new TreeMap<>();
                history.active()
                        .headMap(leftOut.knownBefore(history, known(history.process()), samples.at()))
                        .forEach((at, active) -> {
                            if (!active.isEmpty() || !history.notNumbers().contains(at)) {
                                values.put(at, States.value(active).toString());
                            }
                        });
                histories.put(history.process(), values);
            }
            return histories;
        }
        for (Series series : all) {
            TreeMap<Instant, String> values = new TreeMap<>();
            for (int i = 0; i < series.size(); i++) {
                if (!Double.isNaN(series.value(i))) {
                    values.put(series.at(i), Value.format(series.value(i)));
                }
            }
            histories.put(series.labels(), values);
        }
        return histories;
    }

    private Instant known(Labels process) {
        return Optional.ofNullable(marks.get(process)).map(Mark::at).orElse(Instant.MIN);
    }

    private void count(Labels labels, NavigableMap<Instant, String> history, Targets targets, Scope scope) {
        Target target = Target.of(labels);
        Mark mark = marks.get(labels);
        for (Map.Entry<Instant, String> sample :
                (mark == null ? history : history.tailMap(mark.at(), false)).entrySet()) {
            Instant at = sample.getKey();
            String to = sample.getValue();
            newest = at.isAfter(newest) ? at : newest;
            if (mark == null) {
                mark = new Mark(at, 0, to);
                marks.put(labels, mark);
                continue;
            }
            String from = mark.value;
            if (!from.equals(to) && at.isAfter(scope.began()) && scope.covers(target, mark.at(), at, targets)) {
                tally.add(at, 1, () -> labels + " " + from + " -> " + to + " at " + at);
            }
            mark.moveTo(at);
            mark.value = to;
        }
    }
}
