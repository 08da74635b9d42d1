package io.github.slowatchdog.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections of the server: how many there may be, and for how long one may be of no use. Bytes that trickle in or out
 * do not extend a time. Confined to the server's event loop.
 */
final class Connections {

    /** More than this many at once are closed as they come. */
    static final int LIMIT = 128;

    /** From opening, or from the end of the last answer, to the next whole request; longer than most scrape intervals. */
    private static final Duration IDLE = Duration.ofSeconds(90);
    /** From a request to its answer taken in whole. */
    private static final Duration EXCHANGE = Duration.ofSeconds(30);

    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final Map<HttpConnection, Long> deadlines = new HashMap<>();

    Connections(Vertx vertx) {
        vertx.setPeriodic(SWEEP.toMillis(), ignored -> sweep(System.nanoTime()));
    }

    void opened(HttpConnection connection) {
        if (deadlines.size() >= LIMIT) {
            connection.close();
            return;
        }
        deadlines.put(connection, after(IDLE));
        connection.closeHandler(ignored -> deadlines.remove(connection));
    }

    Handler<HttpServerRequest> counting(Handler<HttpServerRequest> next) {
        return request -> {
            HttpConnection connection = request.connection();
            extend(connection, EXCHANGE);
            request.response().endHandler(ignored -> extend(connection, IDLE));
            next.handle(request);
        };
    }

    private void extend(HttpConnection connection, Duration by) {
        // an answer may end after its connection has; that one must not come back
        deadlines.computeIfPresent(connection, (ignored, before) -> after(by));
    }

    private static long after(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    /** Closes what has run out of time. */
    void sweep(long nanoTime) {
        List<HttpConnection> late = deadlines.entrySet().stream()
                .filter(entry -> nanoTime - entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .toList();
        late.forEach(connection -> {
            deadlines.remove(connection);
            connection.close();
        });
    }
}
