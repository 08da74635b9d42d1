package io.github.slowatchdog.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks for entries of the journal off the event loop, on a thread of its own: a disk that hangs holds up neither orders nor tokens, and
 * whoever asked is told so in time. Confined to the server's event loop.
 */
final class Shelf {

    /** What is read waits in memory for the client that asked. */
    private static final int WAITING = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final WorkerExecutor reader;
    private final Optional<Entries> entries;
    private int waiting;

    Shelf(Vertx vertx, Optional<Entries> entries) {
        this.vertx = vertx;
        this.reader = vertx.createSharedWorkerExecutor("journal-reader", 1);
        this.entries = entries;
    }

    /** Whether there is a journal at all. */
    boolean isThere() {
        return entries.isPresent();
    }

    /** No answer, since too many wait for one or the disk does not give any. */
    static final class BusyException extends Exception {
        private static final long serialVersionUID = 1L;

        BusyException(String message) {
            super(message);
        }
    }

    /**
     * The entries after this one. Fails with a {@link BusyException}, or with an {@link IOException} if they cannot be read.
     */
    Future<Optional<Entries.Page>> after(long seq, int most, int bytes) {
        return ask(there -> there.after(seq, most, bytes));
    }

    /** The seq of the newest entry; fails likewise. */
    Future<Long> last() {
        return ask(Entries::last);
    }

    private interface Question<T> {
        T put(Entries there) throws IOException;
    }

    private <T> Future<T> ask(Question<T> question) {
        if (waiting >= WAITING) {
            return Future.failedFuture(new BusyException("too many wait for the journal"));
        }
        waiting++;
        Promise<T> answer = Promise.promise();
        long late = vertx.setTimer(
                PATIENCE.toMillis(),
                ignored -> answer.tryFail(new BusyException("the disk of the journal does not answer")));
        reader.executeBlocking(() -> question.put(entries.orElseThrow()), true).onComplete(read -> {
            waiting--;
            vertx.cancelTimer(late);
            if (read.succeeded()) {
                answer.tryComplete(read.result());
            } else {
                answer.tryFail(read.cause());
            }
        });
        return answer.future();
    }
}
