package io.github.slowatchdog.slo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every raw sample of every series since the last measurement, not only the newest. With no new sample, the newest known one
 * of each series is judged again, as long as it is still there.
 */
final class GaugeLedger implements Ledger {

    private final Map<Labels, Judged> last = new HashMap<>();

    @Override
    public Reading take(Measurement.Samples samples, Targets targets, Scope scope) {
        List<Judged> judged = new ArrayList<>();
        Map<Labels, Judged> seen = new HashMap<>();
        boolean numbers = true;
        boolean present = false;
        for (Series series : samples.bySelector().get(0)) {
            numbers &= take(series, targets, scope, judged, seen);
            present |= isPresent(series, targets);
        }
        last.clear();
        last.putAll(seen);
        Optional<Targets.Trouble> nan =
                numbers ? Optional.empty() : Optional.of(new Targets.Trouble(Reason.NAN, "a gauge is not a number"));
        return !present && numbers ? Reading.gap(Reason.EMPTY, "no series matches") : Reading.of(judged, nan);
    }

    private boolean take(Series series, Targets targets, Scope scope, List<Judged> judged, Map<Labels, Judged> seen) {
        Target target = Target.of(series.labels());
        Judged known = last.get(series.labels());
        Judged newest = known;
        boolean numbers = true;
        for (int i = known == null ? first(series, scope) : series.firstAfter(known.at()); i < series.size(); i++) {
            Judged sample = new Judged(series.labels(), series.at(i), Value.of(series.value(i)));
            if (Double.isNaN(series.value(i))) {
                numbers = false;
            } else if (scope.covers(target, sample.at(), targets)) {
                judged.add(sample);
                newest = sample;
            }
        }
        if (newest != null && !targets.passedTwice(target, newest.at())) {
            seen.put(series.labels(), newest);
            if (newest.equals(known)) {
                judged.add(known);
            }
        }
        return numbers;
    }

    /** Whether the series is still written: a target that has been scraped twice without it no longer has it. */
    static boolean isPresent(Series series, Targets targets) {
        return !series.isEmpty() && !targets.passedTwice(Target.of(series.labels()), series.newest());
    }

    /** Of a series not seen before: the first sample since the soak began, or the newest one if all are older. */
    private static int first(Series series, Scope scope) {
        return Math.max(0, Math.min(series.firstAfter(scope.began()), series.size() - 1));
    }
}
