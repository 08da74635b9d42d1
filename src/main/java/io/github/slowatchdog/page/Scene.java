package io.github.slowatchdog.page;

import io.github.slowatchdog.soak.Rollout;
import io.github.slowatchdog.watch.Board;
import java.time.Instant;
import java.util.List;

/**
 * What a page is made of, all of one moment.
 *
 * @param name of the watchdog
 * @param version of the watchdog
 * @param now when the page is made; what it shows is of the time of the Board
 * @param phases of the rollout, as they stand with this Board
 * @param traces the values of the time before
 * @param happenings newest first
 * @param takesOrders whether a token is configured, so that stop and release can be ordered from the page
 * @param options of a command by which it finds the configuration of this watchdog, with a space before each
 */
public record Scene(
        String name,
        String version,
        Board board,
        Instant now,
        List<Rollout.Row> phases,
        Traces traces,
        List<Happening> happenings,
        boolean takesOrders,
        String options) {

    public Scene {
        phases = List.copyOf(phases);
        happenings = List.copyOf(happenings);
    }
}
