package io.github.slowatchdog.http;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.metrics.MetricsPage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP server of the watchdog. It has one event loop of its own: however slow or hostile its clients are, the loop that
 * decides does not notice.
 */
public final class ApiServer {

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_LINE_BYTES = 8 * 1024;
    /** Below this, gzip costs more than it saves. */
    private static final int COMPRESS_FROM_BYTES = 1024;

    private final Vertx vertx;
    private final HttpServer server;

    private ApiServer(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Starts to listen. The future fails with a {@link ListenException} if the address cannot be had; it completes on the
     * server's own thread.
     */
    public static Future<ApiServer> start(Settings.Http settings, Health health, MetricsPage page, Api api) {
        return start(settings, health, page, api, Limits.of(settings.serving()));
    }

    static Future<ApiServer> start(Settings.Http settings, Health health, MetricsPage page, Api api, Limits limits) {
        // one worker carries out orders, the other judges tokens meanwhile
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(1)
                // a thread less that wakes up each second
                .setBlockedThreadCheckInterval(5)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS));
        Connections connections = new Connections(vertx, limits);
        Hosts hosts = new Hosts(settings);
        Entrance entrance = new Entrance(vertx, connections, hosts, limits);
        HttpServerOptions options = Connections.applyTo(options(), limits);
        Optional<ServedTls> tls;
        try {
            tls = tls(settings, options, vertx);
        } catch (IOException e) {
            vertx.close();
            return Future.failedFuture(ListenException.tls(e));
        }
        HttpServer server = vertx.createHttpServer(options)
                .connectionHandler(connections::opened)
                .invalidRequestHandler(InvalidRequests::answer)
                .requestHandler(ApiRouter.of(vertx, health, page, api, new Token(settings.token()), entrance, limits));
        // no future of the server's own threads: they are gone by the time that a failure is told
        Promise<ApiServer> started = Promise.promise();
        listen(server, settings).onComplete(listening -> {
            if (listening.succeeded()) {
                tls.ifPresent(files -> files.follow(vertx, listening.result()));
                started.complete(new ApiServer(vertx, listening.result()));
            } else {
                started.fail(ListenException.of(settings.host(), settings.port(), listening.cause()));
                vertx.close();
            }
        });
        return started.future();
    }

    private static Optional<ServedTls> tls(Settings.Http settings, HttpServerOptions options, Vertx vertx)
            throws IOException {
        Optional<Settings.ServerTls> wanted = settings.serving().tls();
        return wanted.isEmpty() ? Optional.empty() : Optional.of(ServedTls.applyTo(options, vertx, wanted.get()));
    }

    /** A port that is none is refused at once by Vert.x, the other troubles come later; here both come the same way. */
    private static Future<HttpServer> listen(HttpServer server, Settings.Http settings) {
        try {
            return server.listen(settings.port(), settings.host());
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(true)
                .setCompressionContentSizeThreshold(COMPRESS_FROM_BYTES);
    }

    /** The port it listens on; tells which one where the configuration left the choice open. */
    public int port() {
        return server.actualPort();
    }

    /** Ends all connections and lets go of the port. */
    public Future<Void> close() {
        // as above: what follows must not wait for a thread that has ended
        Promise<Void> closed = Promise.promise();
        vertx.close().onComplete(closed);
        return closed.future();
    }
}
