package io.github.slowatchdog.servers;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A process with /metrics that says what the test wants, beside its start time. */
public final class FakeExporter implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger scrapes = new AtomicInteger();
    private volatile String metrics = "";
    private volatile double started = Instant.now().toEpochMilli() / 1000.0;
    private volatile int status = 200;

    private FakeExporter(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/metrics", exchange -> {
            scrapes.incrementAndGet();
            byte[] body = (metrics + "process_start_time_seconds " + started + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** An exporter on a free loopback port. */
    public static FakeExporter start() {
        return new FakeExporter(0);
    }

    /** An exporter on a port of one that was closed: the same target again. */
    public static FakeExporter start(int port) {
        return new FakeExporter(port);
    }

    /** What it says from now on: lines of the text format, each ended. */
    public FakeExporter say(String lines) {
        metrics = lines.isEmpty() || lines.endsWith("\n") ? lines : lines + "\n";
        return this;
    }

    /** The process start it shows from now on. */
    public FakeExporter started(Instant at) {
        started = at.toEpochMilli() / 1000.0;
        return this;
    }

    /** The status it answers with from now on; other than 200 makes its {@code up} 0. */
    public FakeExporter status(int status) {
        this.status = status;
        return this;
    }

    public int scrapes() {
        return scrapes.get();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Host and port, as a scrape target. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
