package io.github.slowatchdog.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.slowatchdog.servers.RedisServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What a peer's alerts end in: sets the flag that each firing alert names in its label {@code flag}, over one open connection to
 * Redis, and answers 500 where that fails, so that the alert is sent again. Takes the webhook of an Alertmanager as well as what
 * Prometheus itself posts to one.
 */
final class AlertHook implements AutoCloseable {

    private static final String STOP = "{\"mode\":\"DRY\",\"emergency_stop\":true}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Jedis redis;

    private AlertHook(RedisServer redis, HttpServer server) {
        this.server = server;
        this.redis = new Jedis(
                new HostAndPort("127.0.0.1", redis.port()),
                DefaultJedisClientConfig.builder().serverDefaultProtocol().build());
    }

    static AlertHook into(RedisServer redis) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            AlertHook hook = new AlertHook(redis, server);
            server.setExecutor(hook.threads);
            server.createContext("/", hook::take);
            server.start();
            return hook;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Host and port. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(set(body) ? 200 : 500, -1);
        }
    }

    private synchronized boolean set(String body) {
        try {
            firing(body)
                    .map(alert -> alert.getJsonObject("labels").getString("flag"))
                    .forEach(key -> redis.set(key, STOP));
            return true;
        } catch (JedisException e) {
            return false;
        }
    }

    private static Stream<JsonObject> firing(String body) {
        JsonArray alerts = body.startsWith("[")
                ? new JsonArray(body)
                : new JsonObject(body).getJsonArray("alerts", new JsonArray());
        return alerts.stream()
                .map(JsonObject.class::cast)
                .filter(alert -> alert.getString("status", "firing").equals("firing"))
                .filter(alert -> endsAt(alert).isAfter(Instant.now()) || alert.containsKey("status"));
    }

    /** What Prometheus posts has no status: it is resolved when its end has passed. */
    private static Instant endsAt(JsonObject alert) {
        return Instant.parse(alert.getString("endsAt", Instant.MAX.toString()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        redis.disconnect();
    }
}
