package io.github.slowatchdog.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How many connections there may be, and for how long one may be of no use. Where there are as many as may be, a new one takes the
 * place of the one that has been idle longest, so that nobody keeps scrapers and probes out by holding connections. Confined to the
 * server's event loop.
 */
final class Connections {

    /** Whoever has just come is about to ask something. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private final Limits limits;
    private final Map<HttpConnection, Client> open = new HashMap<>();

    private static final class Client {
        private long idleSince = System.nanoTime();
        private int asking;
        private boolean hasAsked;
    }

    Connections(Vertx vertx, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    static HttpServerOptions applyTo(HttpServerOptions options, Limits limits) {
        // what is idle in writing has not finished to write anything: neither an answer that nobody takes, nor one to a
        // request that never ends
        return options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setWriteIdleTimeout((int) limits.useless().toMillis());
    }

    void opened(HttpConnection connection) {
        if (open.size() >= limits.connections() && !makeRoom()) {
            cutOff(connection);
            return;
        }
        if (connection instanceof ConnectionBase known) {
            Pipelining.watch(known.channelHandlerContext().pipeline());
        }
        Client client = new Client();
        open.put(connection, client);
        connection.closeHandler(ignored -> open.remove(connection));
        vertx.setTimer(limits.request().toMillis(), ignored -> {
            if (!client.hasAsked) {
                cutOff(connection);
            }
        });
    }

    private boolean makeRoom() {
        long now = System.nanoTime();
        Optional<HttpConnection> idlest = open.entrySet().stream()
                .filter(one -> one.getValue().asking == 0 && now - one.getValue().idleSince > GRACE)
                .min(Comparator.comparingLong(one -> one.getValue().idleSince - now))
                .map(Map.Entry::getKey);
        idlest.ifPresent(one -> {
            open.remove(one);
            cutOff(one);
        });
        return idlest.isPresent();
    }

    /** It has asked something whole. */
    void asks(HttpConnection connection) {
        Optional.ofNullable(open.get(connection)).ifPresent(client -> {
            client.asking++;
            client.hasAsked = true;
        });
    }

    /** It has been answered. */
    void answered(HttpConnection connection) {
        Optional.ofNullable(open.get(connection)).ifPresent(client -> {
            client.asking--;
            client.idleSince = System.nanoTime();
        });
    }

    /** Ends it at once. Closing it the usual way would wait for the client to take what has been written. */
    static void cutOff(HttpConnection connection) {
        if (connection instanceof ConnectionBase known) {
            var unused = known.channelHandlerContext().close();
        } else {
            connection.close();
        }
    }
}
