package io.github.slowatchdog.cli;

import io.github.slowatchdog.log.LineLog;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * What a sidecar needs whatever its configuration says: made on a thread of its own, while the configuration is read on another
 * processor.
 */
final class Groundwork {

    private final CompletableFuture<Vertx> vertx = new CompletableFuture<>();

    private Groundwork() {}

    /** Begins now. */
    static Groundwork begin() {
        // before anything of Vert.x is touched
        LineLog.adoptVertx();
        Groundwork ground = new Groundwork();
        Thread thread = new Thread(ground::work, "groundwork");
        thread.setDaemon(true);
        thread.start();
        return ground;
    }

    private void work() {
        try {
            vertx.complete(open());
        } catch (RuntimeException | Error e) {
            vertx.completeExceptionally(e);
        }
    }

    private static Vertx open() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(1)
                // what blocks for long is still seen, and a thread less wakes up each second
                .setBlockedThreadCheckInterval(5)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS));
    }

    /** The one that everything runs on; waits until it is there. */
    Vertx vertx() {
        try {
            return vertx.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Nothing will stand on it. */
    void giveUp() {
        var unused = vertx.thenAccept(Vertx::close);
    }
}
