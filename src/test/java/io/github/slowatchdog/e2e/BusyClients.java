package io.github.slowatchdog.e2e;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that never pause: some ask for pages again and again; others listen to the events, have the journal told from its
 * beginning, leave at its first entry and come again.
 */
final class BusyClients implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client;
    private final AtomicLong scrapes = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong visits = new AtomicLong();
    private final AtomicLong troubles = new AtomicLong();
    private volatile boolean over;

    private BusyClients(int port, int many) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
                new PoolOptions().setHttp1MaxSize(many));
    }

    /** Half of them scrape {@code /metrics}, the others listen. */
    static BusyClients start(int port, int many) {
        BusyClients all = asking(port, many, many / 2, List.of("/metrics"));
        for (int i = 0; i < many / 2; i++) {
            all.vertx.runOnContext(ignored -> all.visit());
        }
        return all;
    }

    /** So many ask, each for one of these in turn. */
    static BusyClients asking(int port, int many, List<String> paths) {
        return asking(port, many, many, paths);
    }

    private static BusyClients asking(int port, int connections, int many, List<String> paths) {
        BusyClients all = new BusyClients(port, connections);
        for (int i = 0; i < many; i++) {
            String path = paths.get(i % paths.size());
            all.vertx.runOnContext(ignored -> all.ask(path));
        }
        return all;
    }

    private void ask(String path) {
        if (over) {
            return;
        }
        client.request(HttpMethod.GET, path)
                .compose(HttpClientRequest::send)
                .compose(answer -> {
                    // not kept: some pages are large
                    answer.handler(chunk -> bytes.addAndGet(chunk.length()));
                    return answer.end().map(ignored -> answer.statusCode());
                })
                .onComplete(done -> {
                    if (done.succeeded() && done.result() == 200) {
                        scrapes.incrementAndGet();
                        ask(path);
                    } else {
                        again(() -> ask(path));
                    }
                });
    }

    private void visit() {
        if (over) {
            return;
        }
        client.request(HttpMethod.GET, "/api/v1/events?after=0")
                .compose(HttpClientRequest::send)
                .onComplete(begun -> {
                    if (begun.failed() || begun.result().statusCode() != 200) {
                        again(this::visit);
                        return;
                    }
                    begun.result().handler(chunk -> {
                        if (chunk.toString().contains("event: journal")) {
                            visits.incrementAndGet();
                            begun.result().request().connection().close();
                        }
                    });
                    begun.result().end().onComplete(ignored -> visit());
                });
    }

    private void again(Runnable task) {
        troubles.incrementAndGet();
        if (!over) {
            vertx.setTimer(100, ignored -> task.run());
        }
    }

    /** How many pages were answered whole. */
    long scrapes() {
        return scrapes.get();
    }

    long visits() {
        return visits.get();
    }

    /** How often one was not answered as it wished. */
    long troubles() {
        return troubles.get();
    }

    /** Of those pages. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() throws Exception {
        over = true;
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
