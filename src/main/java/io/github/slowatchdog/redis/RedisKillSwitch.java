package io.github.slowatchdog.redis;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.stop.Replicated;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.watch.Attempt;
import io.github.slowatchdog.watch.KillSwitch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The Redis channel of the kill switch: a {@link FlagStore} on one thread of its own, so that a Redis that hangs holds up
 * nothing else. A hold goes before a look that has not begun, and of each kind at most one waits: the loop asks again anyway.
 */
public final class RedisKillSwitch implements KillSwitch {

    private static final Duration CLOSE_LIMIT = Duration.ofMillis(900);

    /** A round is a handful of questions, each with its timeout; a slow but working Redis must not be cut off. */
    private static final int LIMIT_IN_TIMEOUTS = 6;

    private final FlagStore store;
    private final ReplicaWitness replicas;
    private final Duration limit;
    private final ExecutorService thread;
    private final Function<Duration, Executor> after;
    private final List<Ask> waiting = new ArrayList<>();
    private final Promise<Void> ended = Promise.promise();
    private boolean closed;

    /** One question: what to do, for which order (empty for a look), and who waits for it. */
    private record Ask(Optional<String> orderId, Supplier<SwitchReport> work, Promise<SwitchReport> promise) {}

    /** A switch for this Redis; it connects when it is first asked, and answers within some timeouts whatever happens. */
    public static RedisKillSwitch open(String watchdogName, Settings.Redis settings) {
        return new RedisKillSwitch(
                FlagStore.open(watchdogName, settings), settings.timeout().multipliedBy(LIMIT_IN_TIMEOUTS));
    }

    /**
     * A switch that is ready; it connects when it is first asked.
     *
     * @param store used by nobody else from now on
     * @param limit after which a question counts as timed out whatever it waits for (a name server, for one); several times
     *     the timeout of the store
     */
    public RedisKillSwitch(FlagStore store, Duration limit) {
        this(store, limit, Executors.newSingleThreadExecutor(RedisKillSwitch::daemon), RedisKillSwitch::after);
    }

    /**
     * The same on another thread, such as one of virtual time.
     *
     * @param after runs something so much later
     */
    RedisKillSwitch(FlagStore store, Duration limit, ExecutorService thread, Function<Duration, Executor> after) {
        this.store = store;
        this.replicas = store.replicas();
        this.limit = limit;
        this.thread = thread;
        this.after = after;
    }

    private static Thread daemon(Runnable work) {
        Thread one = new Thread(work, "redis");
        one.setDaemon(true);
        return one;
    }

    @Override
    public Future<SwitchReport> hold(StopOrder order) {
        return ask(new Ask(Optional.of(order.id()), () -> store.hold(order), Promise.promise()));
    }

    @Override
    public Future<SwitchReport> look(Standing standing) {
        return ask(new Ask(Optional.empty(), () -> store.look(standing), Promise.promise()));
    }

    @Override
    public Future<Optional<Replicated>> replicated() {
        return replicas.ask();
    }

    /** Ends within a second, also while Redis hangs: then the thread, a daemon, ends by the timeouts of the store. */
    @Override
    public Future<Void> close() {
        replicas.close();
        List<Ask> dropped;
        synchronized (waiting) {
            dropped = List.copyOf(waiting);
            waiting.clear();
            if (!closed) {
                closed = true;
                thread.execute(() -> {
                    store.close();
                    ended.tryComplete();
                });
                thread.shutdown();
            }
        }
        dropped.forEach(ask -> ask.promise().tryComplete(failed(SwitchFailure.OTHER, "the switch has been closed")));
        after.apply(CLOSE_LIMIT).execute(ended::tryComplete);
        return ended.future();
    }

    private Future<SwitchReport> ask(Ask ask) {
        synchronized (waiting) {
            if (closed) {
                return Future.succeededFuture(failed(SwitchFailure.OTHER, "the switch has been closed"));
            }
            for (int i = 0; i < waiting.size(); i++) {
                Ask same = waiting.get(i);
                if (same.orderId().equals(ask.orderId())) {
                    waiting.set(i, new Ask(ask.orderId(), ask.work(), same.promise()));
                    return same.promise().future();
                }
            }
            waiting.add(ask.orderId().isPresent() ? holdsWaiting() : waiting.size(), ask);
            thread.execute(this::next);
        }
        after.apply(limit)
                .execute(() -> ask.promise()
                        .tryComplete(failed(SwitchFailure.TIMEOUT, "no end after " + limit.toMillis() + " ms")));
        return ask.promise().future();
    }

    /** Where a hold goes: behind earlier holds, before a look. */
    private int holdsWaiting() {
        return (int) waiting.stream().filter(ask -> ask.orderId().isPresent()).count();
    }

    private void next() {
        Ask ask;
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return;
            }
            ask = waiting.remove(0);
        }
        ask.promise().tryComplete(Attempt.orElse(ask.work(), e -> failed(SwitchFailure.OTHER, "a bug: " + e)));
    }

    private static Executor after(Duration delay) {
        // on the thread of the timer: what waits for a promise is handed on at once, and a thread for each is not for
        // nothing
        return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    }

    private static SwitchReport failed(SwitchFailure failure, String detail) {
        return new SwitchReport.Failed(Instant.now(), failure, detail);
    }
}
