package io.github.slowatchdog.page;

import io.github.slowatchdog.slo.Objective;
import io.github.slowatchdog.watch.Board;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the objectives stood in the time before, as the Boards showed it. Bounded: the first {@value #OBJECTIVES} objectives, about
 * 1 KiB each. Begins with the process. Confined to one thread.
 */
public final class Traces {

    /** Of more objectives than this the later ones have no trace. */
    static final int OBJECTIVES = 500;

    private Map<String, Trace> traces = new HashMap<>();

    /** Takes a Board in; to be called about once a second. An objective that is defined otherwise than before begins again. */
    public void see(Board board, Instant now) {
        List<Board.ObjectiveView> views = board.objectives();
        Map<String, Trace> seen = new HashMap<>();
        for (Board.ObjectiveView view : views.subList(0, Math.min(OBJECTIVES, views.size()))) {
            Trace trace = of(view.objective()).orElseGet(() -> new Trace(view.objective()));
            trace.see(view, now);
            seen.put(view.objective().name(), trace);
        }
        traces = seen;
    }

    /** The trace of an objective; empty if it has none. */
    Optional<Trace> of(Objective objective) {
        return Optional.ofNullable(traces.get(objective.name())).filter(trace -> trace.isOf(objective));
    }
}
