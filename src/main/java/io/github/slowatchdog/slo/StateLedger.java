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
        return newest.reading(judged, targets, samples.at());
    }

    private void take(States.History history, Instant knownBefore, Targets targets, Scope scope, List<Judged> judged) {
        Target target = Target.of(history.process());
        Optional<Instant> known = newest.at(history.process());
        newest.answered(history.process());
        Instant first = known.isPresent() ? Instant.MIN : first(history, scope);
        for (Map.Entry<Instant, List<String>> moment :
                history.active().tailMap(known.orElse(Instant.MIN), false).entrySet()) {
            Instant at = moment.getKey();
            boolean isNumber = !history.notNumbers().contains(at);
            // one that is active beside one that is no number is a fact, none that is active is not
            boolean isKnown = isNumber || !moment.getValue().isEmpty();
            Judged state = null;
            if (isKnown && !at.isBefore(first) && GaugeLedger.isJudged(target, at, targets, scope)) {
                state = new Judged(history.process(), at, States.value(moment.getValue()));
                judged.add(state);
            }
            if (at.isBefore(knownBefore)) {
                newest.put(history.process(), at, state, isNumber);
            }
        }
    }

    /** Of a process not seen before: the first moment since the soak began, or the newest one if all are older. */
    private static Instant first(States.History history, Scope scope) {
        return Optional.ofNullable(history.active().higherKey(scope.began()))
                .orElseGet(() -> history.active().lastKey());
    }
}
