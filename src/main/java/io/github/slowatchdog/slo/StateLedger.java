package io.github.slowatchdog.slo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The active state of a one-hot gauge at every sample time since the last measurement, for each process apart. */
final class StateLedger implements Ledger {

    private final String label;
    private final Newest newest = new Newest();
    private final LeftOut leftOut = new LeftOut();

    StateLedger(String label) {
        this.label = label;
    }

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
        for (States.History history :
                States.of(samples.bySelector().get(0), label, samples.partial().isPresent())) {
            Instant knownBefore =
                    leftOut.knownBefore(history, newest.at(history.process()).orElse(Instant.MIN), samples.at());
            if (!history.active().isEmpty()) {
                take(history, knownBefore, targets, scope, judged);
            }
        }
        return newest.reading(judged, targets);
    }

    private void take(States.History history, Instant knownBefore, Targets targets, Scope scope, List<Judged> judged) {
        Target target = Target.of(history.process());
        Optional<Instant> known = newest.at(history.process());
        newest.answered(history.process());
        for (Map.Entry<Instant, List<String>> moment :
                since(history, known, scope).entrySet()) {
            Judged state = null;
            if (GaugeLedger.isJudged(target, moment.getKey(), targets, scope)) {
                state = new Judged(history.process(), moment.getKey(), States.value(moment.getValue()));
                judged.add(state);
            }
            if (moment.getKey().isBefore(knownBefore)) {
                newest.put(history.process(), moment.getKey(), state, true);
            }
        }
    }

    /** What is new; of a process not seen before what came since the soak began, or its newest state if all is older. */
    private static Map<Instant, List<String>> since(States.History history, Optional<Instant> known, Scope scope) {
        if (known.isPresent()) {
            return history.active().tailMap(known.get(), false);
        }
        Map<Instant, List<String>> soak = history.active().tailMap(scope.began(), false);
        return soak.isEmpty() ? history.active().tailMap(history.active().lastKey(), true) : soak;
    }
}
