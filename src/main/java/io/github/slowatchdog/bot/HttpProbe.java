package io.github.slowatchdog.bot;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.client.JsonBody;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.watch.MetricSource;
import io.github.slowatchdog.watch.Timings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The direct lane: a {@code probe} is an HTTP GET of the address itself, and a JSONPath into the body (SPEC 3.1).
 *
 * <p>The first match is the value: text, a number, {@code true} and {@code false} as text, an object or a list as compact JSON. No
 * match, or null, is absent. Any status but success is a failure, with or without a body. Two probes of one address in one
 * round, asked in the same way, fetch it once.
 */
public final class HttpProbe implements MetricSource {

    /** A status page is small. */
    private static final long MAX_BYTES = 1 << 20;

    private static final int CONNECTIONS = 4;

    private final Vertx vertx;
    /** One for all who are asked in the same way: as many as the rules write down. */
    private final Map<Settings.HttpClient, HttpCaller> callers = new ConcurrentHashMap<>();

    private final Timings timings;
    private volatile boolean up = true;

    /** What is fetched once in a round, whatever is looked for in it. */
    private record Asked(URI url, Duration timeout, Settings.HttpClient client) {}

    private HttpProbe(Vertx vertx, Timings timings) {
        this.vertx = vertx;
        this.timings = timings;
    }

    /** The lane for all probes. Nothing is asked yet. */
    public static HttpProbe create(Vertx vertx, Timings timings) {
        return new HttpProbe(vertx, timings);
    }

    @Override
    public Lane lane() {
        return Lane.DIRECT;
    }

    @Override
    public Round begin(Instant now) {
        Map<Asked, Future<Answer>> asked = new ConcurrentHashMap<>();
        return new Round() {
            @Override
            public Future<Measurement> read(Indicator indicator, Instant since) {
                if (!(indicator instanceof Indicator.Probe probe)) {
                    return Future.succeededFuture(new Measurement.Failure(
                            now, Reason.UNAVAILABLE, "a " + indicator.kind() + " cannot be read by a probe"));
                }
                Asked what = new Asked(probe.url(), probe.timeout(), Settings.HttpClient.of(probe.access()));
                return asked.computeIfAbsent(what, HttpProbe.this::fetch)
                        .compose(answer -> judge(now, probe, answer))
                        .otherwise(bug -> new Measurement.Failure(
                                now, Reason.ERROR, "the probe could not be made: " + Excerpt.of(bug.toString())));
            }

            @Override
            public Future<Context> context(Instant since) {
                return Future.succeededFuture(new Context.Read(now, List.of(), List.of()));
            }
        };
    }

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public Future<Void> close() {
        return Future.all(callers.values().stream().map(HttpCaller::close).toList())
                .mapEmpty();
    }

    private Future<Answer> fetch(Asked asked) {
        HttpCaller caller =
                callers.computeIfAbsent(asked.client(), client -> HttpCaller.create(vertx, client, CONNECTIONS));
        return caller.call(Call.get(asked.url(), asked.timeout(), MAX_BYTES)).onSuccess(answer -> {
            timings.sourceRequest(Lane.DIRECT, answer.took());
            up = answer instanceof Answer.Ok ok && ok.isSuccess();
        });
    }

    private Future<Measurement> judge(Instant at, Indicator.Probe probe, Answer answer) {
        if (answer instanceof Answer.Failed failed) {
            Reason reason = switch (failed.kind()) {
                case TIMEOUT -> Reason.TIMEOUT;
                case OVERSIZED, BROKEN -> Reason.MALFORMED;
                case REFUSED, RESET, TLS, CREDENTIALS -> Reason.ERROR;
            };
            return Future.succeededFuture(new Measurement.Failure(at, reason, failed.detail()));
        }
        Answer.Ok ok = (Answer.Ok) answer;
        if (!ok.isSuccess()) {
            String hint = ok.status() / 100 == 3 ? ": redirects are not followed; let url say where it leads" : "";
            return Future.succeededFuture(new Measurement.Failure(at, Reason.ERROR, "HTTP " + ok.status() + hint));
        }
        // a path may search a whole document, so not on the loop
        return vertx.executeBlocking(() -> find(at, probe.json(), ok.body()), false);
    }

    /** The first match is the value. */
    private static Measurement find(Instant at, String path, Buffer body) {
        JsonBody.Lookup lookup = JsonBody.find(path, body);
        return lookup instanceof JsonBody.Lookup.Found found
                ? new Measurement.Found(at, found.values().get(0))
                : failure(at, (JsonBody.Lookup.Failed) lookup);
    }

    private static Measurement failure(Instant at, JsonBody.Lookup.Failed failed) {
        return new Measurement.Failure(at, failed.reason(), failed.detail());
    }
}
