package io.github.slowatchdog.page;

import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import java.time.Instant;
import java.util.List;

/** What pages are made of in tests. */
final class Scenes {

    private Scenes() {}

    /** A page made 400 ms after the Board, with a token configured and nothing that happened. */
    static Scene of(PageBoards boards) {
        return of(boards.board(), boards.now().plusMillis(400), List.of(), true);
    }

    static Scene of(Board board, Instant now, List<Happening> happenings, boolean takesOrders) {
        Traces traces = new Traces();
        traces.see(board, now);
        return new Scene(
                "vanta-canary",
                "1.2.3",
                board,
                now,
                Boards.rollout(board),
                traces,
                happenings,
                takesOrders,
                " --config /etc/watchdog.yaml");
    }
}
