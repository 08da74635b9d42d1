package io.github.slowatchdog.plan;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;

/** Waits for what has a deadline of its own. */
final class Await {

    private Await() {}

    /** The result of a future that never fails. */
    static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException bug ? bug : new IllegalStateException(e.getCause());
        }
    }
}
