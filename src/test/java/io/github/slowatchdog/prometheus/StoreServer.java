package io.github.slowatchdog.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A server that knows the series it is given, answers range selectors about them, and has trouble with some. */
final class StoreServer implements AutoCloseable {

    /** What goes wrong with a question that touches a series. */
    enum Trouble {
        REFUSED,
        HISTOGRAM,
        PARTIAL,
        FUTURE,
        HANG
    }

    static {
        // else each answer waits for the acknowledgement of its head
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private volatile List<Series> all = List.of();
    private volatile Map<String, Trouble> troubles = Map.of();
    private volatile UnaryOperator<Labels> shown = labels -> labels;
    private volatile int status = 200;

    StoreServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/api/v1/query", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on it knows these series. */
    void know(List<Series> series) {
        all = List.copyOf(series);
    }

    /** From now on questions that touch metrics of these names go wrong. */
    void trouble(Map<String, Trouble> byMetric) {
        troubles = Map.copyOf(byMetric);
    }

    /** Labels are shown so in answers, whatever selectors say. */
    void show(UnaryOperator<Labels> shown) {
        this.shown = shown;
    }

    /** Answers with this status from now on, to everybody. */
    void status(int status) {
        this.status = status;
    }

    /** What was asked since this was last asked. */
    List<String> queries() {
        List<String> asked = List.copyOf(queries);
        queries.clear();
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = URLDecoder.decode(form.substring(form.indexOf("query=") + 6), StandardCharsets.UTF_8);
        queries.add(query);
        Selector selector = Selector.parse(query.substring(0, query.lastIndexOf('[')));
        List<Series> found =
                all.stream().filter(series -> selector.matches(series.labels())).toList();
        List<Trouble> met = found.stream()
                .map(series -> troubles.get(series.labels().get(Labels.NAME)))
                .filter(trouble -> trouble != null)
                .toList();
        if (met.contains(Trouble.HANG)) {
            hang();
            return;
        }
        boolean refused = met.contains(Trouble.REFUSED);
        byte[] body = (refused
                        ? "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"expanding series: no\"}"
                        : success(found, met))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status != 200 ? status : refused ? 422 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void hang() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String success(List<Series> found, List<Trouble> met) {
        JsonArray result = new JsonArray();
        for (Series series : found) {
            JsonObject labels = new JsonObject();
            shown.apply(series.labels()).map().forEach(labels::put);
            boolean histogram = troubles.get(series.labels().get(Labels.NAME)) == Trouble.HISTOGRAM;
            result.add(new JsonObject().put("metric", labels).put(histogram ? "histograms" : "values", values(series)));
        }
        JsonObject answer = new JsonObject()
                .put("status", "success")
                .put("data", new JsonObject().put("resultType", "matrix").put("result", result));
        if (met.contains(Trouble.PARTIAL)) {
            answer.put("warnings", new JsonArray().add("store a is not reachable"));
        }
        return answer.encode();
    }

    private JsonArray values(Series series) {
        boolean future = troubles.get(series.labels().get(Labels.NAME)) == Trouble.FUTURE;
        List<JsonArray> values = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            long millis = series.at(i).toEpochMilli() + (future ? 3_600_000 : 0);
            values.add(new JsonArray().add(millis / 1000.0).add(Double.toString(series.value(i))));
        }
        return new JsonArray(values);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
