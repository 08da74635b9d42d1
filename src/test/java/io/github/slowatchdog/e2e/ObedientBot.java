package io.github.slowatchdog.e2e;

import com.sun.net.httpserver.HttpServer;
import io.github.slowatchdog.servers.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A bot that reads the flag for each answer: LIVE until it says stop, then DRY. Its queue is as deep as it is told. */
final class ObedientBot implements AutoCloseable {

    private final RedisServer redis;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int depth = 1;

    private ObedientBot(RedisServer redis, HttpServer server) {
        this.redis = redis;
        this.server = server;
    }

    static ObedientBot obeying(RedisServer redis) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        ObedientBot bot = new ObedientBot(redis, server);
        server.createContext("/status", exchange -> {
            byte[] page = bot.status().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.setExecutor(bot.threads);
        server.start();
        return bot;
    }

    private String status() {
        return "{\"depth\":" + depth + ",\"mode\":\"" + mode() + "\"}";
    }

    String mode() {
        return redis.get("exec_mode").orElse("").contains("\"emergency_stop\":true") ? "DRY" : "LIVE";
    }

    void depth(int now) {
        depth = now;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
