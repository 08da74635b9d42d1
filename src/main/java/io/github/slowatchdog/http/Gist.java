package io.github.slowatchdog.http;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.Gate;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of a status a person waits for: two are equal where nothing but clocks, ages and values have moved. */
record Gist(
        List<String> objectives,
        List<Verdict> verdicts,
        Map<Lane, Boolean> lanes,
        String soak,
        SoakVerdict verdict,
        boolean open,
        boolean decided,
        List<Gate.Code> reasons,
        StopState state,
        Optional<StopOrder> order,
        Optional<Boolean> switchUp,
        boolean lease) {

    static Gist of(Api.Sight sight) {
        Board board = sight.board();
        Gate gate = board.gate(sight.now());
        return new Gist(
                board.objectives().stream().map(view -> view.objective().name()).toList(),
                board.objectives().stream().map(Board.ObjectiveView::verdict).toList(),
                board.lanes().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, lane -> lane.getValue().up())),
                board.soak().id(),
                board.soak().verdict(),
                gate.isOpen(),
                gate.isDecided(),
                gate.reasons().stream().map(Gate.Reason::code).toList(),
                board.stop().state(),
                board.stop().order(),
                board.stop().switchUp(),
                board.stop().leaseHeld());
    }
}
