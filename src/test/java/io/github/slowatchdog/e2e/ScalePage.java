package io.github.slowatchdog.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A bot with a long page, made once, so that serving it costs little: {@link ManyObjectives}, and in its middle one counter that can be raised. */
final class ScalePage implements AutoCloseable {

    /** The counter in the middle of the page. */
    static final String EVENTS = "bench_events_total";

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server;
    private final String page;
    private volatile byte[] body;
    private int events;

    private ScalePage(int objectives) throws IOException {
        page = ManyObjectives.page(objectives, 7);
        body = body();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/metrics", exchange -> {
            byte[] bytes = body;
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    static ScalePage start(int objectives) throws IOException {
        return new ScalePage(objectives);
    }

    private byte[] body() {
        int middle = page.indexOf('\n', page.length() / 2) + 1;
        return (page.substring(0, middle) + EVENTS + ' ' + events + '\n' + page.substring(middle)
                        + "process_start_time_seconds 1700000000\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** One event more. */
    void event() {
        events++;
        body = body();
    }

    int bytes() {
        return body.length;
    }

    long series() {
        return page.lines().count() + 2;
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
