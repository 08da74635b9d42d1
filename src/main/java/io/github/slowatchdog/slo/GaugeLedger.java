package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every raw sample of every series since the last measurement, not only the newest. */
final class GaugeLedger implements Ledger {

    private final Newest newest = new Newest();

    @Override
    public LedgerState.Looked state() {
        return newest.state();
    }

    @Override
    public void resume(LedgerState state) {
        newest.resume((LedgerState.Looked) state);
    }

    @Override
    public Reading take(Measurement.Samples samples, Targets targets, Scope scope) {
        List<Judged> judged = new ArrayList<>();
        for (Series series : samples.bySelector().get(0)) {
            if (!series.isEmpty()) {
                take(series, targets, scope, judged);
            }
        }
        return newest.reading(judged, targets, samples.at());
    }

    private void take(Series series, Targets targets, Scope scope, List<Judged> judged) {
        Target target = Target.of(series.labels());
        Optional<Instant> known = newest.at(series.labels());
        newest.answered(series.labels());
        int first = known.isPresent() ? 0 : first(series, scope);
        for (int i = known.map(series::firstAfter).orElse(0); i < series.size(); i++) {
            boolean number = !Double.isNaN(series.value(i));
            Judged sample = null;
            if (number && i >= first && isJudged(target, series.at(i), targets, scope)) {
                sample = new Judged(series.labels(), series.at(i), Value.of(series.value(i)));
                judged.add(sample);
            }
            newest.put(series.labels(), series.at(i), sample, number);
        }
    }

    /** A sample from before the soak is judged only as what still is, not as what a process now gone was. */
    static boolean isJudged(Target target, Instant at, Targets targets, Scope scope) {
        return scope.covers(target, at, targets) && (at.isAfter(scope.began()) || targets.isWritten(target, at));
    }

    /** Of a series not seen before: the first sample since the soak began, or the newest one if all are older. */
    private static int first(Series series, Scope scope) {
        return Math.max(0, Math.min(series.firstAfter(scope.began()), series.size() - 1));
    }
}
