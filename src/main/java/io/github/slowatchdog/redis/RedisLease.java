package io.github.slowatchdog.redis;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.watch.Attempt;
import io.github.slowatchdog.watch.Lease;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The dead-man lease in Redis: a key with the watchdog's name that expires by itself. It has a connection and a thread of its
 * own, so that the flag never waits for it.
 */
public final class RedisLease implements Lease {

    private static final Duration CLOSE_LIMIT = Duration.ofMillis(900);

    private final Link link;
    private final String key;
    private final Content name;
    private final Duration ttl;
    private final ExecutorService thread;
    private volatile boolean taken;

    private RedisLease(String name, Settings.Redis redis, Settings.Lease lease) {
        this.link = new Link(redis);
        this.key = lease.key();
        this.name = Content.text(name);
        this.ttl = lease.ttl();
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread one = new Thread(work, "redis-lease");
            one.setDaemon(true);
            return one;
        });
    }

    /** A lease that is not taken yet; it connects when it is first asked. */
    public static RedisLease open(String watchdogName, Settings.Redis redis, Settings.Lease lease) {
        return new RedisLease(watchdogName, redis, lease);
    }

    @Override
    public Duration ttl() {
        return ttl;
    }

    @Override
    public Future<Optional<String>> keep() {
        taken = true;
        return ask(on -> on.set(key, name, ttl));
    }

    @Override
    public Future<Optional<String>> drop() {
        return ask(on -> on.delete(key, name));
    }

    /** Lets go of the lease, too, if it was ever taken; ends within a second, whatever Redis does. */
    @Override
    public Future<Void> close() {
        Promise<Void> ended = Promise.promise();
        Future<Optional<String>> dropped = taken ? drop() : Future.succeededFuture(Optional.empty());
        thread.shutdown();
        dropped.onComplete(ignored -> ended.tryComplete());
        CompletableFuture.delayedExecutor(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .execute(ended::tryComplete);
        return ended.future();
    }

    @Override
    public Future<Void> leave() {
        Promise<Void> ended = Promise.promise();
        thread.execute(() -> {
            link.close();
            ended.tryComplete();
        });
        thread.shutdown();
        CompletableFuture.delayedExecutor(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .execute(ended::tryComplete);
        return ended.future();
    }

    private Future<Optional<String>> ask(Consumer<Master> work) {
        Promise<Optional<String>> promise = Promise.promise();
        try {
            thread.execute(() -> promise.complete(trouble(work)));
        } catch (RejectedExecutionException e) {
            promise.complete(Optional.of("the lease has been closed"));
        }
        return promise.future();
    }

    private Optional<String> trouble(Consumer<Master> work) {
        return Attempt.orElse(
                () -> {
                    link.ask(on -> {
                        work.accept(on);
                        return true;
                    });
                    return Optional.empty();
                },
                e -> Optional.of(
                        e instanceof RedisFailure known ? known.code().word() + ": " + known.detail() : "a bug: " + e));
    }
}
