package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.soak.PhaseResult;
import io.github.slowatchdog.soak.PhaseResults;
import io.github.slowatchdog.soak.Rollout;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Event;
import io.github.slowatchdog.watch.Journal;
import java.util.List;

/**
 * What each phase has come to: what the journal told at the start, and what this process has added since. It hears every event, so
 * that no request has to read the journal. Safe from any thread.
 */
final class PhaseBook implements Journal {

    private volatile PhaseResults results;

    PhaseBook(PhaseResults told) {
        this.results = told;
    }

    @Override
    public synchronized void record(Event event) {
        if (event.name().equals(PhaseResult.EVENT)) {
            PhaseResult.of(event.at(), event.data()).ifPresent(result -> results = results.and(result));
        }
    }

    /** All phases of these settings; whether each may begin is said for the build that runs now. */
    List<Rollout.Row> matrix(Settings settings, Board board) {
        Build build = board.soak()
                .build()
                .<Build>map(Build.Known::new)
                .orElseGet(() -> new Build.Unknown("the watchdog does not know it at the moment"));
        return Beginning.rollout(settings, results).matrix(build);
    }
}
