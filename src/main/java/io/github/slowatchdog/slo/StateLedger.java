package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The active state of a one-hot gauge at every sample time since the last measurement. With no new sample, the newest known
 * state of each process is judged again, as long as it is still there.
 */
final class StateLedger implements Ledger {

    private final String label;
    private final Map<Labels, Judged> last = new HashMap<>();

    StateLedger(String label) {
        this.label = label;
    }

    @Override
    public Reading take(Measurement.Samples samples, Targets targets, Scope scope) {
        List<Judged> judged = new ArrayList<>();
        Map<Labels, Judged> seen = new HashMap<>();
        for (States.History history : States.of(samples.bySelector().get(0), label)) {
            take(history, targets, scope, judged, seen);
        }
        last.clear();
        last.putAll(seen);
        return last.isEmpty() ? Reading.gap(Reason.EMPTY, "no series matches") : Reading.of(judged, Optional.empty());
    }

    private void take(
            States.History history, Targets targets, Scope scope, List<Judged> judged, Map<Labels, Judged> seen) {
        Target target = Target.of(history.process());
        Judged known = last.get(history.process());
        Judged newest = known;
        for (Map.Entry<Instant, List<String>> moment :
                since(history, known, scope).entrySet()) {
            if (scope.covers(target, moment.getKey(), targets)) {
                newest = new Judged(history.process(), moment.getKey(), States.value(moment.getValue()));
                judged.add(newest);
            }
        }
        if (newest != null && !targets.passedTwice(target, newest.at())) {
            seen.put(history.process(), newest);
            if (newest.equals(known)) {
                judged.add(known);
            }
        }
    }

    /** What is new; of a process not seen before what came since the soak began, or its newest state if all is older. */
    private static Map<Instant, List<String>> since(
            States.History history, @org.jspecify.annotations.Nullable Judged known, Scope scope) {
        if (known != null) {
            return history.active().tailMap(known.at(), false);
        }
        Map<Instant, List<String>> soak = history.active().tailMap(scope.began(), false);
        return soak.isEmpty() && !history.active().isEmpty()
                ? history.active().tailMap(history.active().lastKey(), true)
                : soak;
    }
}
