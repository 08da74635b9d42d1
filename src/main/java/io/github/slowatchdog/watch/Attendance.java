package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Participant;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an objective takes part in the soak: over its lanes, now or at a time; the same participant as long as nothing of it changes. */
final class Attendance {

    private Attendance() {}

    /**
     * @param time empty: now
     * @param before as it took part before; null if it has not yet
     */
    static Participant of(Watch watch, Optional<Instant> time, @Nullable Participant before) {
        Verdict over = Verdict.BLIND;
        boolean known = false;
        Optional<Outcome> told = Optional.empty();
        Optional<Value> overSoak = Optional.empty();
        for (Line line : watch.lines()) {
            Stand stand = time.isPresent() ? line.timeline().at(time.get()) : Stand.of(line.record);
            over = over.withLane(stand.verdict());
            known |= stand.known();
            if (told.isEmpty() || (told.get() == Outcome.IDLE && stand.outcome().isPresent())) {
                told = stand.outcome();
            }
            // the lanes are counted apart, and the worse one is judged
            overSoak = worse(watch, overSoak, line.record.overSoak());
        }
        if (before != null && before.isSo(over, known, told, watch.isJudgedOnce(), overSoak)) {
            return before;
        }
        return new Participant(
                watch.objective(), over, watch.consequence(over), known, told, watch.isJudgedOnce(), overSoak);
    }

    private static Optional<Value> worse(Watch watch, Optional<Value> one, Optional<Value> other) {
        boolean first = other.isEmpty()
                || (one.isPresent()
                        && watch.objective().expect().badness(one.get())
                                >= watch.objective().expect().badness(other.get()));
        return first ? one : other;
    }
}
