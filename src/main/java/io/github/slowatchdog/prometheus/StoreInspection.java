package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.client.ClockSkew;
import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks the server about itself and its metrics, beside the questions of the lane: {@code format_query}, metadata, rules, labels. Only
 * reads. A server that does not know an endpoint tells nothing, which is not a failure; no future here ever fails.
 */
public final class StoreInspection {

    private static final int CONNECTIONS = 2;

    private final HttpCaller caller;
    private final Settings.Prometheus settings;
    private final InstantSource clock;
    private volatile boolean gone;

    private StoreInspection(Vertx vertx, Settings.Prometheus settings, InstantSource clock) {
        this.caller = HttpCaller.create(vertx, settings.client(), CONNECTIONS);
        this.settings = settings;
        this.clock = clock;
    }

    /** An inspection of the server of these settings. Nothing is asked yet. */
    public static StoreInspection create(Vertx vertx, Settings.Prometheus settings) {
        return new StoreInspection(vertx, settings, InstantSource.system());
    }

    /** What an endpoint answered. */
    private sealed interface Told {
        /** {@code data} of an answer that says success. */
        record Data(Object data) implements Told {}

        /** The server refuses the question, in its own words. */
        record Refused(String error) implements Told {}

        /** Nothing that is understood. */
        record Nothing() implements Told {}
    }

    /** Whether it answers, and what it says of itself. */
    public Future<StoreAbout> about() {
        Instant asked = clock.instant();
        return caller.call(get("query", Map.of("query", "1"))).compose(answer -> {
            if (answer instanceof Answer.Failed failed) {
                return Future.succeededFuture(new StoreAbout(
                        Optional.of(failed.detail()), Optional.empty(), Optional.empty(), Optional.empty()));
            }
            Answer.Ok ok = (Answer.Ok) answer;
            if (!(told(ok) instanceof Told.Data)) {
                return Future.succeededFuture(new StoreAbout(
                        Optional.of("the answer to a query is HTTP " + ok.status() + ": "
                                + Excerpt.of(ok.body().toString())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
            }
            Optional<Duration> skew = ClockSkew.of(ok.headers().get("Date"), asked, clock.instant());
            return Future.join(ask("status/buildinfo", Map.of()), ask("status/runtimeinfo", Map.of()))
                    .map(both -> new StoreAbout(
                            Optional.empty(),
                            text(both.resultAt(0), "version"),
                            text(both.resultAt(1), "storageRetention").flatMap(StoreInspection::retention),
                            skew));
        });
    }

    /** Why the server's own parser does not take an expression; empty if it does, or if there is no such parser to be asked. */
    public Future<Optional<String>> syntax(String promql) {
        return ask("format_query", Map.of("query", promql))
                .map(told -> told instanceof Told.Refused refused
                        ? Optional.of(refused.error().replaceFirst("^invalid parameter \"query\": ", ""))
                        : Optional.empty());
    }

    /** The types that the targets say a metric has: {@code counter}, {@code gauge}, ...; none where that is not known. */
    public Future<Set<String>> types(String metric) {
        return ask("metadata", Map.of("metric", metric, "limit_per_metric", "10"))
                .map(told -> {
                    Set<String> types = new TreeSet<>();
                    if (told instanceof Told.Data data && data.data() instanceof JsonObject metrics) {
                        metrics.forEach(entry -> objects(entry.getValue())
                                .forEach(one -> types.add(String.valueOf(one.getValue("type")))));
                    }
                    types.removeAll(Set.of("unknown", "untyped", "null", ""));
                    return types;
                });
    }

    /** The names of the labels that series of this metric have now; none if there is no such metric. */
    public Future<Set<String>> labels(String metric) {
        Instant now = clock.instant();
        return ask(
                        "labels",
                        Map.of(
                                "match[]",
                                metric,
                                "start",
                                Long.toString(now.minus(Duration.ofHours(1)).getEpochSecond()),
                                "end",
                                Long.toString(now.plus(Duration.ofMinutes(1)).getEpochSecond())))
                .map(told -> told instanceof Told.Data data && data.data() instanceof JsonArray names
                        ? names.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new))
                        : new TreeSet<>());
    }

    /** The recording rules, by the name of what they record. */
    public Future<Map<String, Recorded>> recorded() {
        return ask("rules", Map.of("type", "record")).map(told -> {
            Map<String, Recorded> recorded = new HashMap<>();
            if (told instanceof Told.Data data && data.data() instanceof JsonObject all) {
                objects(all.getValue("groups"))
                        .forEach(group -> objects(group.getValue("rules")).forEach(rule -> {
                            Object every = group.getValue("interval");
                            recorded.put(
                                    String.valueOf(rule.getValue("name")),
                                    new Recorded(
                                            String.valueOf(rule.getValue("query")),
                                            every instanceof Number seconds
                                                    ? Duration.ofMillis(Math.round(seconds.doubleValue() * 1000))
                                                    : Duration.ZERO));
                        }));
            }
            return recorded;
        });
    }

    /** Closes all connections. */
    public Future<Void> close() {
        return caller.close();
    }

    private Call get(String path, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(settings.params());
        all.putAll(parameters);
        String query = all.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        URI endpoint = QueryApi.endpoint(settings.url(), path);
        URI url = query.isEmpty() ? endpoint : URI.create(endpoint + "?" + query);
        return Call.get(url, settings.timeout(), settings.maxResponse());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Future<Told> ask(String path, Map<String, String> parameters) {
        if (gone) {
            return Future.succeededFuture(new Told.Nothing());
        }
        return caller.call(get(path, parameters)).map(answer -> {
            // one that hangs is not waited for again and again
            gone |= answer instanceof Answer.Failed;
            return answer instanceof Answer.Ok ok ? told(ok) : new Told.Nothing();
        });
    }

    private static Told told(Answer.Ok ok) {
        try {
            JsonObject body = new JsonObject(ok.body());
            if (ok.status() == 400 && "bad_data".equals(body.getValue("errorType"))) {
                return new Told.Refused(Excerpt.of(String.valueOf(body.getValue("error")), Excerpt.MESSAGE));
            }
            Object data = body.getValue("data");
            return ok.isSuccess() && "success".equals(body.getValue("status")) && data != null
                    ? new Told.Data(data)
                    : new Told.Nothing();
        } catch (DecodeException e) {
            return new Told.Nothing();
        }
    }

    private static Iterable<JsonObject> objects(Object list) {
        return list instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : Set.of();
    }

    private static Optional<String> text(Object told, String key) {
        return told instanceof Told.Data data && data.data() instanceof JsonObject object
                ? Optional.ofNullable(object.getValue(key)).map(String::valueOf)
                : Optional.empty();
    }

    /** {@code 15d}, or {@code 15d or 50GiB}: what comes first is not known then, so the time alone is taken. */
    private static Optional<Duration> retention(String text) {
        return Durations.parse(text.split(" ", 2)[0]);
    }
}
