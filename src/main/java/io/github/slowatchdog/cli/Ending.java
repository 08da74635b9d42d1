package io.github.slowatchdog.cli;

import io.github.slowatchdog.log.LineLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * SIGTERM and SIGINT ask a sidecar to end: exit code 0 then, as with other servers, from the very beginning. Whoever is told to end
 * while starting ends when there is something to end, or at once where nothing has begun.
 */
final class Ending {

    private static final Duration FLUSH_LIMIT = Duration.ofMillis(500);
    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    private final CompletableFuture<Wiring> running = new CompletableFuture<>();
    private volatile boolean begun;
    private volatile boolean asked = true;

    private Ending() {}

    /** Takes the signals from now on. */
    static Ending heed() {
        Ending ending = new Ending();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "shutdown"));
        } catch (IllegalStateException e) {
            // told to end before anything had begun
            Runtime.getRuntime().halt(ExitCode.OK.code());
        }
        return ending;
    }

    /** Something is about to run; it is told with {@link #runs}, or {@link #failed}. */
    void starts() {
        begun = true;
    }

    /** This runs until the end. */
    void runs(Wiring started) {
        running.complete(started);
    }

    /** Nothing runs after all. */
    void failed() {
        running.cancel(false);
    }

    /** The process ends by itself, with an exit code of its own. */
    void isOwn() {
        asked = false;
    }

    private void end() {
        if (!asked) {
            return;
        }
        try {
            if (begun) {
                running.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS).close();
            }
        } catch (ExecutionException | TimeoutException | java.util.concurrent.CancellationException e) {
            // there is nothing to close
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LineLog.standard().flush(FLUSH_LIMIT);
        Runtime.getRuntime().halt(ExitCode.OK.code());
    }
}
