package io.github.slowatchdog.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A bot as plans see it: it answers what a test wants, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** One request. */
    public record Asked(String method, String path, String body, HttpExchange exchange) {
        public String header(String name) {
            String value = exchange.getRequestHeaders().getFirst(name);
            return value == null ? "" : value;
        }
    }

    /** What is answered. */
    public interface Answerer {
        void answer(Asked asked) throws IOException, InterruptedException;
    }

    private ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    public static ScriptedServer start() {
        return new ScriptedServer();
    }

    /** Answers everything below a path. */
    public ScriptedServer on(String path, Answerer answerer) {
        server.createContext(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Asked one = new Asked(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), body, exchange);
            asked.add(one);
            try {
                answerer.answer(one);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        return this;
    }

    /** Answers with JSON. */
    public ScriptedServer on(String path, String json) {
        return on(path, request -> send(request, 200, "application/json", json));
    }

    public static void send(Asked asked, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        asked.exchange().getResponseHeaders().set("Content-Type", type);
        asked.exchange().sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        asked.exchange().getResponseBody().write(bytes);
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
