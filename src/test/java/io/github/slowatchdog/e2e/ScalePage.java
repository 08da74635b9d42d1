package io.github.slowatchdog.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A bot with a long page, made once, so that serving it costs little: {@link ManyObjectives}, and in its middle one counter that can be raised. */
final class ScalePage implements AutoCloseable {

    /** The counter in the middle of the page. */
    static final String EVENTS = "bench_events_total";

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server;
    private final String page;
    private volatile Body body;
    private int events;

    /** What it says since the last event, and when that was first asked for. */
    private static final class Body {
        private final byte[] bytes;
        private final CompletableFuture<Instant> asked = new CompletableFuture<>();

        private Body(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private ScalePage(String page) throws IOException {
        this.page = page;
        body = body();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/metrics", exchange -> {
            Body now = body;
            now.asked.complete(Instant.now()); // the first of them counts
            byte[] bytes = now.bytes;
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    static ScalePage start(int objectives) throws IOException {
        return new ScalePage(ManyObjectives.page(objectives, 7));
    }

    /** With so many series that no objective asks for after those of the objectives. */
    static ScalePage start(int objectives, int others) throws IOException {
        String more = IntStream.range(0, others)
                .mapToObj(i -> "bot_other{venue=\"v" + i % 20 + "\",part=\"" + i + "\"} " + i % 7 + "\n")
                .collect(Collectors.joining());
        return new ScalePage(ManyObjectives.page(objectives, 7) + more);
    }

    private Body body() {
        int middle = page.indexOf('\n', page.length() / 2) + 1;
        byte[] bytes = (page.substring(0, middle) + EVENTS + ' ' + events + '\n' + page.substring(middle)
                        + "process_start_time_seconds 1700000000\n")
                .getBytes(StandardCharsets.US_ASCII);
        return new Body(bytes);
    }

    /** One event more. */
    void event() {
        events++;
        body = body();
    }

    /** When the page was first asked for since the last event; empty as long as it was not. */
    Optional<Instant> sampled() {
        CompletableFuture<Instant> asked = body.asked;
        return asked.isDone() ? Optional.of(asked.join()) : Optional.empty();
    }

    int bytes() {
        return body.bytes.length;
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
