package io.github.slowatchdog.redis;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.stop.Replicated;
import io.github.slowatchdog.watch.Attempt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Asks how many replicas have the flag that says stop (WAIT): evidence, and nothing that a stop depends on. It has a thread and
 * a connection of its own, so that neither a write nor a look waits for a replica that is slow; a right that is missing, or a
 * server without WAIT, is no answer and no trouble.
 *
 * <p>WAIT tells of the writes of its own connection. So the flag is read there first, and something is written after it:
 * whoever has that has the flag as well, since replicas take everything in order.
 */
final class ReplicaWitness implements AutoCloseable {

    private static final Duration MARK_LASTS = Duration.ofMinutes(1);

    private final String flagKey;
    private final String markKey;
    private final FlagText text;
    private final Duration limit;
    private final Link link;
    private final ExecutorService thread;

    ReplicaWitness(Settings.Redis settings) {
        this.flagKey = settings.key();
        this.markKey = OrderKey.of(settings.key()).name().replaceFirst(":order$", ":replicas");
        this.text = new FlagText(settings.flag());
        // the answer comes after that time at the latest, and must still be in time
        this.limit = settings.timeout().dividedBy(2);
        this.link = new Link(settings);
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread one = new Thread(work, "redis-replicas");
            one.setDaemon(true);
            return one;
        });
    }

    /** Empty if there are no replicas, if it cannot be asked, or if the flag does not say stop. */
    Future<Optional<Replicated>> ask() {
        Promise<Optional<Replicated>> promise = Promise.promise();
        try {
            thread.execute(() -> promise.complete(asked()));
        } catch (RejectedExecutionException e) {
            promise.complete(Optional.empty());
        }
        return promise.future();
    }

    private Optional<Replicated> asked() {
        return Attempt.orElse(
                () -> {
                    try (link) {
                        return link.ask(this::on);
                    }
                },
                e -> Optional.empty());
    }

    private Optional<Replicated> on(Master master) {
        return master.together(flagKey, markKey) && text.saysStop(master.get(flagKey))
                ? master.replicated(markKey, MARK_LASTS, limit)
                : Optional.empty();
    }

    /** Does not wait for a question under way. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
