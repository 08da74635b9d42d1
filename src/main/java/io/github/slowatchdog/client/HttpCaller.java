package io.github.slowatchdog.client;

import io.github.slowatchdog.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls HTTP servers: kept connections, at most so many at once, an absolute deadline and a byte limit for each call,
 * credentials and TLS of the settings. Redirects are not followed: credentials would go where nobody sent them.
 *
 * <p>Safe to use from any thread; an answer comes on the Vert.x context of whoever called.
 */
public final class HttpCaller {

    /** Calls that wait for a connection; each objective of a large configuration may have one. */
    private static final int WAITING = 10_000;
    /** Shorter than the idle timeout of common servers, so that they rarely close a connection we are about to use. */
    private static final int KEEP_SECONDS = 30;
    /** Bytes: what unpacking a smaller answer takes is more than it saves on the way. */
    private static final int WORTH_PACKING = 16 * 1024;
    /** An answer of so many is forgotten from the largest. */
    private static final int FORGETTING = 8;

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final Settings.HttpClient settings;
    private final Credentials credentials;
    private final TlsFiles tls;
    private final Room room;
    private Future<?> tlsReady = Future.succeededFuture();
    /** How large the largest of the latest answers was. */
    private volatile int large = WORTH_PACKING;

    private HttpCaller(Vertx vertx, Settings.HttpClient settings, int connections, Room room) {
        this.vertx = vertx;
        this.room = room;
        this.settings = settings;
        this.credentials = new Credentials(settings);
        this.tls = new TlsFiles(vertx, settings.tls());
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setKeepAliveTimeout(KEEP_SECONDS)
                        .setDecompressionSupported(true)
                        .setVerifyHost(!settings.tls().insecureSkipVerify()))
                // an event loop for the connections, so that TLS and decompression are not done on the loop of the
                // caller
                .with(new PoolOptions()
                        .setHttp1MaxSize(connections)
                        .setMaxWaitQueueSize(WAITING)
                        .setEventLoopSize(1))
                // trouble of a connection is told by the call that it ends; one that is idle is nobody's trouble
                .withConnectHandler(connection -> connection.exceptionHandler(trouble -> {}))
                .build();
    }

    /**
     * A caller with these settings.
     *
     * @param connections how many calls to one server run at once; more wait, and their deadline runs
     */
    public static HttpCaller create(Vertx vertx, Settings.HttpClient settings, int connections) {
        return create(vertx, settings, connections, Room.ofHeap());
    }

    /** Likewise, with so much room for the answers that are under way. */
    static HttpCaller create(Vertx vertx, Settings.HttpClient settings, int connections, Room room) {
        return new HttpCaller(vertx, settings, connections, room);
    }

    /** Makes a call. The future never fails. */
    public Future<Answer> call(Call call) {
        try {
            RequestOptions options = options(call);
            if (!call.isTls()) {
                return exchange(call, options);
            }
            return freshTls()
                    .<Answer>compose(
                            ready -> exchange(call, options),
                            unusable -> Future.succeededFuture(failed(call, unusable)));
        } catch (IOException e) {
            return Future.succeededFuture(failed(call, e));
        }
    }

    private Future<Answer> exchange(Call call, RequestOptions options) {
        return new Exchange(vertx, client, call, options, room)
                .run()
                .onSuccess(answer -> {
                    if (answer instanceof Answer.Ok ok) {
                        large = Math.max(ok.body().length(), large - large / FORGETTING);
                    }
                })
                .map(answer -> Echo.without(credentials.secretsOn(options.getHeaders()), answer));
    }

    /** Closes all connections; calls under way end as failures. */
    public Future<Void> close() {
        return client.close();
    }

    private RequestOptions options(Call call) throws IOException {
        String host = call.url().getHost().replaceAll("^\\[|]$", "");
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setHost(
                        settings.tls().serverName().filter(name -> call.isTls()).orElse(host))
                .setPort(call.port())
                .setServer(SocketAddress.inetSocketAddress(call.port(), host))
                .setSsl(call.isTls())
                .setURI(call.target())
                .setFollowRedirects(false);
        options.putHeader("Accept-Encoding", large < WORTH_PACKING ? "identity" : "gzip")
                .putHeader("User-Agent", "slo-watchdog");
        call.headers().forEach(options::putHeader);
        credentials.putOn(options.getHeaders(), call.url());
        return options;
    }

    private synchronized Future<?> freshTls() throws IOException {
        Optional<ClientSSLOptions> changed = tls.changed();
        if (changed.isPresent()) {
            tlsReady = client.updateSSLOptions(changed.get(), true);
        }
        return tlsReady;
    }

    private static Answer failed(Call call, Throwable cause) {
        String what = cause instanceof FileSystemException file
                ? "cannot read the file " + file.getFile()
                : cause instanceof IOException
                        ? String.valueOf(cause.getMessage())
                        : "TLS files: " + cause.getMessage();
        return new Answer.Failed(Answer.Kind.CREDENTIALS, call.subject() + ": " + what, Duration.ZERO);
    }
}
