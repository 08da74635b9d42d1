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
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What a peer's alerts end in: sets the flag that each firing alert names in its label {@code flag}, over one open connection to
 * Redis, and answers 500 where that fails, also over a new one, so that the alert is sent again. Takes the webhook of an Alertmanager as well as what
 * Prometheus itself posts to one.
 */
final class AlertHook implements AutoCloseable {

    private static final String STOP = "{\"mode\":\"DRY\",\"emergency_stop\":true}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Supplier<Jedis> connect;
    private volatile boolean over;
    private volatile Optional<Jedis> connection = Optional.empty();

    private AlertHook(HttpServer server, Supplier<Jedis> connect) {
        this.server = server;
        this.connect = connect;
    }

    static AlertHook into(RedisServer redis) {
        return start(
                0,
                () -> new Jedis(
                        new HostAndPort("127.0.0.1", redis.port()),
                        DefaultJedisClientConfig.builder()
                                .serverDefaultProtocol()
                                .build()));
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for any that is free
     * @param connect to the Redis that has the flag
     */
    static AlertHook start(int port, Supplier<Jedis> connect) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            AlertHook hook = new AlertHook(server, connect);
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
        return "127.0.0.1:" + port();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(take(body) ? 200 : 500, -1);
        }
    }

    /** A connection that was open before may have gone since: then once more over a new one. */
    private synchronized boolean take(String body) {
        boolean held = connection.isPresent();
        return set(body) || held && !over && set(body);
    }

    private boolean set(String body) {
        try {
            Jedis redis = connection.orElseGet(connect);
            connection = Optional.of(redis);
            firing(body)
                    .map(alert -> alert.getJsonObject("labels").getString("flag"))
                    .forEach(key -> redis.set(key, STOP));
            return true;
        } catch (JedisException e) {
            hangUp();
            return false;
        }
    }

    private void hangUp() {
        connection.ifPresent(Jedis::disconnect);
        connection = Optional.empty();
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

    int port() {
        return server.getAddress().getPort();
    }

    /** As kill -9 ends a process, also in the middle of a write. */
    @Override
    public void close() {
        over = true;
        server.stop(0);
        threads.shutdownNow();
        hangUp();
    }
}
