package io.github.slowatchdog.http;

import io.github.slowatchdog.metrics.BuildInfo;
import io.github.slowatchdog.page.PageSetup;
import io.github.slowatchdog.soak.Rollout;
import io.github.slowatchdog.watch.Board;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What {@code /api/v1} tells of, and who carries out what a person orders there.
 *
 * @param name of the watchdog
 * @param build of the watchdog
 * @param boards where everything stands; asked at each request
 * @param phases of the rollout, as they stand with this Board
 * @param entries of the journal; empty: there is none
 * @param hands used only if a token is configured
 * @param reloading likewise
 * @param page what the pages for people show beside it
 */
public record Api(
        String name,
        BuildInfo build,
        Supplier<Board> boards,
        Function<Board, List<Rollout.Row>> phases,
        InstantSource clock,
        Optional<Entries> entries,
        Hands hands,
        Reloading reloading,
        PageSetup page) {

    /** One moment: everything in an answer is of the same Board and the same time. */
    record Sight(Board board, Instant now) {}

    Sight sight() {
        return new Sight(boards.get(), clock.instant());
    }
}
