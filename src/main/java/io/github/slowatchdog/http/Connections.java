package io.github.slowatchdog.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** How many connections there may be, and for how long one may be of no use. Confined to the server's event loop. */
final class Connections {

    /**
     * What is allowed.
     *
     * @param connections more than this many at once are closed as they come
     * @param useless since it was opened or an answer was last taken in whole; bytes that trickle in or out do not extend it.
     *     Longer than most scrape intervals, so that scrapers keep their connection
     */
    record Limits(int connections, Duration useless) {
        static final Limits STANDARD = new Limits(128, Duration.ofSeconds(90));

        HttpServerOptions applyTo(HttpServerOptions options) {
            // what is idle in writing has not finished to write anything: neither an answer that nobody takes, nor one
            // to a
            // request that never ends. Other ways to close wait for the client to take what has been written
            return options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setWriteIdleTimeout((int) useless.toMillis());
        }
    }

    private final Limits limits;
    private final Set<HttpConnection> open = new HashSet<>();

    Connections(Limits limits) {
        this.limits = limits;
    }

    void opened(HttpConnection connection) {
        if (open.size() >= limits.connections()) {
            connection.close();
            return;
        }
        open.add(connection);
        connection.closeHandler(ignored -> open.remove(connection));
    }
}
