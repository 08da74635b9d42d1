package io.github.slowatchdog.cli;

import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.watch.KillSwitch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Releases each stop as soon as it is held, so that the next one can begin; over after so many, or after the first that fails. */
final class ProbeSwitch implements KillSwitch {

    private final FlagStore store;
    private final Promise<Void> over = Promise.promise();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread one = new Thread(work, "warm-up");
        one.setDaemon(true);
        return one;
    });
    private int rounds;

    ProbeSwitch(FlagStore store, int rounds) {
        this.store = store;
        this.rounds = rounds;
    }

    /** Completes when there is nothing more to do. */
    Future<Void> over() {
        return over.future();
    }

    @Override
    public Future<SwitchReport> hold(StopOrder order) {
        Promise<SwitchReport> held = Promise.promise();
        thread.execute(() -> held.complete(stopAndRelease(order)));
        return held.future();
    }

    private SwitchReport stopAndRelease(StopOrder order) {
        SwitchReport report = store.hold(order);
        if (report instanceof SwitchReport.Held && --rounds > 0) {
            return store.release(new Release(order.id(), order.by(), order.reason(), Instant.now(), true));
        }
        over.tryComplete();
        return report;
    }

    @Override
    public Future<SwitchReport> look(Standing standing) {
        return Future.succeededFuture(new SwitchReport.Clear(Instant.now(), Optional.empty()));
    }

    @Override
    public Future<Void> close() {
        thread.execute(() -> {
            store.expire();
            store.close();
        });
        thread.shutdown();
        return Future.succeededFuture();
    }
}
