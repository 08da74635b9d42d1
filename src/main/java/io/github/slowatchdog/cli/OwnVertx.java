package io.github.slowatchdog.cli;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;

/** A Vert.x of its own for a command that asks something and goes. */
record OwnVertx(Vertx vertx) implements AutoCloseable {

    private static final int CLOSING_SECONDS = 2;

    /** @param workers how many things that block may run at once */
    static OwnVertx open(int workers) {
        return new OwnVertx(Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(workers)
                .setInternalBlockingPoolSize(1)));
    }

    /** Ends within seconds, whatever hangs. */
    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, CLOSING_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
