package io.github.slowatchdog.http;

import io.github.slowatchdog.watch.Board;
import io.vertx.core.buffer.Buffer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;

/**
 * The status as an event, encoded once for all. What a person waits for, a verdict or a stop, is news at once; that clocks have gone
 * on and values have moved is told each second too, but more seldom where that would be much for many.
 */
final class StatusFrames {

    /** How much may be sent in a second only because clocks go on, over all who listen. */
    private static final long BYTES_A_SECOND = 4L * 1024 * 1024;

    private static final Duration STALE = Duration.ofMillis(900);
    private static final long SECOND = 1_000_000_000L;

    private final Api api;
    private Optional<Frame> newest = Optional.empty();
    private Optional<Told> told = Optional.empty();

    /** Of which Board; it is not kept for that, since it may be large. */
    private record Frame(WeakReference<Board> of, Gist gist, long at, Buffer bytes) {}

    private record Told(WeakReference<Board> of, Gist gist, long at) {}

    StatusFrames(Api api) {
        this.api = api;
    }

    /** For one who has just come: not older than a second. */
    Buffer newest(long now) {
        Frame frame = newest.filter(one -> now - one.at() < STALE.toNanos()).orElseGet(() -> {
            Api.Sight sight = api.sight();
            return encode(sight, Gist.of(sight), now);
        });
        if (told.isEmpty()) {
            told = Optional.of(new Told(frame.of(), frame.gist(), now));
        }
        return frame.bytes();
    }

    /** Nobody listens any more. */
    void rest() {
        told = Optional.empty();
        newest = Optional.empty();
    }

    /** What all should be told now; empty if there is nothing new, or nothing that could not wait. */
    Optional<Buffer> news(long now, int listeners) {
        Api.Sight sight = api.sight();
        Gist gist = Gist.of(sight);
        boolean urgent = told.filter(before -> before.gist().equals(gist)).isEmpty();
        boolean moved = urgent
                || told.filter(before -> before.of().refersTo(sight.board())).isEmpty();
        if (!moved || (!urgent && now - told.orElseThrow().at() < pause(listeners))) {
            return Optional.empty();
        }
        told = Optional.of(new Told(new WeakReference<>(sight.board()), gist, now));
        return Optional.of(encode(sight, gist, now).bytes());
    }

    private long pause(int listeners) {
        long bytes = newest.map(frame -> (long) frame.bytes().length()).orElse(0L);
        return bytes * listeners * SECOND / BYTES_A_SECOND;
    }

    /** What is encoded already is not encoded again. */
    private Frame encode(Api.Sight sight, Gist gist, long now) {
        return newest.filter(frame ->
                        frame.of().refersTo(sight.board()) && frame.gist().equals(gist))
                .orElseGet(() -> {
                    Frame frame = new Frame(
                            new WeakReference<>(sight.board()),
                            gist,
                            now,
                            Frames.status(StatusJson.status(api, sight)));
                    newest = Optional.of(frame);
                    return frame;
                });
    }
}
