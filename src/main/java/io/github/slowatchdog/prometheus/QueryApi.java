package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.client.ClockSkew;
import io.github.slowatchdog.client.Excerpt;
import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.watch.Timings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks {@code /api/v1/query} and {@code query_range}. Large answers are parsed on a thread of their own: one takes long enough to make the loop late.
 *
 * <p>Knows of the server what each answer shows by the way: whether it answers, and how its clock is off.
 */
final class QueryApi {

    /** Answers are held whole until they are parsed, so this is how many {@link Capacity} must allow for. */
    private static final int CONNECTIONS = 4;

    /** Bytes of an answer that is parsed in less time than it takes to wake another thread, or not much more. */
    private static final int SMALL = 16 * 1024;

    private final HttpCaller caller;
    private final WorkerExecutor parser;
    private final Settings.Prometheus settings;
    private final long maxResponse;
    private final URI url;
    private final URI rangeUrl;
    private final Timings timings;
    private final InstantSource clock;
    private final Optional<Instant> time;
    private final Seen seen;

    /** What answers show by the way. */
    private static final class Seen {
        private volatile boolean up = true;
        private volatile Optional<Duration> skew = Optional.empty();
    }

    QueryApi(Vertx vertx, Settings.Prometheus settings, Timings timings, InstantSource clock) {
        this.caller = HttpCaller.create(vertx, settings.client(), CONNECTIONS);
        this.parser = vertx.createSharedWorkerExecutor("prometheus-parser", 1);
        this.settings = settings;
        this.maxResponse = Math.min(settings.maxResponse(), Capacity.HERE.bytes());
        this.url = endpoint(settings.url(), "query");
        this.rangeUrl = endpoint(settings.url(), "query_range");
        this.timings = timings;
        this.clock = clock;
        this.time = Optional.empty();
        this.seen = new Seen();
    }

    private QueryApi(QueryApi other, Instant time) {
        this.caller = other.caller;
        this.parser = other.parser;
        this.settings = other.settings;
        this.maxResponse = other.maxResponse;
        this.url = other.url;
        this.rangeUrl = other.rangeUrl;
        this.timings = other.timings;
        this.clock = other.clock;
        this.time = Optional.of(time);
        this.seen = other.seen;
    }

    /** The same server, with questions evaluated at this time instead of its own now. */
    QueryApi at(Instant time) {
        return new QueryApi(this, time);
    }

    /** Asks one question, evaluated at the server's own now, or at the time of {@link #at}. The future never fails. */
    Future<Reply> ask(String promql) {
        return ask(url, promql, time.map(at -> Map.of("time", decimal(at))).orElse(Map.of()));
    }

    /** Asks for the values of an expression at each of these moments, as one matrix. The future never fails. */
    Future<Reply> askRange(String promql, Instant start, Instant end, Duration step) {
        return ask(
                rangeUrl,
                promql,
                Map.of("start", decimal(start), "end", decimal(end), "step", decimal(Instant.EPOCH.plus(step))));
    }

    /** Seconds with milliseconds, as every server reads them. */
    private static String decimal(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString();
    }

    private Future<Reply> ask(URI url, String promql, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(settings.params());
        form.putAll(more);
        form.put("query", promql);
        Instant asked = clock.instant();
        return caller.call(Call.form(url, form, settings.timeout(), maxResponse))
                .compose(answer -> {
                    timings.sourceRequest(Lane.PROMETHEUS, answer.took());
                    return answer instanceof Answer.Ok ok
                            ? read(ok, asked, clock.instant())
                            : Future.succeededFuture(unanswered((Answer.Failed) answer));
                })
                .otherwise(bug -> new Reply.Failed(
                        Reason.ERROR,
                        "the answer could not be taken in: " + Excerpt.of(bug.toString(), Excerpt.MESSAGE),
                        Reply.Fault.QUESTION));
    }

    boolean isUp() {
        return seen.up;
    }

    Optional<Duration> skew() {
        return seen.skew;
    }

    Future<Void> close() {
        return caller.close().eventually(parser::close);
    }

    private Future<Reply> read(Answer.Ok ok, Instant asked, Instant answered) {
        Optional<Duration> off = ClockSkew.of(ok.headers().get("Date"), asked, answered);
        if (off.isPresent()) {
            seen.skew = off;
        }
        return ok.body().length() <= SMALL
                ? Future.succeededFuture(parse(ok, off, answered))
                : parser.executeBlocking(() -> parse(ok, off, answered), false);
    }

    private Reply parse(Answer.Ok ok, Optional<Duration> off, Instant answered) {
        Reply reply = ReplyReader.read(ok, url);
        // a question that is refused has been answered all the same
        seen.up = reply instanceof Reply.Data || (ok.status() >= 400 && ok.status() < 500);
        return reply instanceof Reply.Data data ? timely(data, off, answered) : reply;
    }

    private Reply timely(Reply.Data data, Optional<Duration> off, Instant answered) {
        if (off.isPresent() && off.get().abs().compareTo(settings.maxSkew()) > 0) {
            String way = off.get().isNegative() ? " behind ours" : " ahead of ours";
            return skewed("the server's clock is at least " + seconds(off.get().abs()) + way, Reply.Fault.SERVER);
        }
        Instant newest = data.data().newest();
        if (newest.isAfter(answered.plus(settings.maxSkew()))) {
            return skewed(
                    "a sample is " + seconds(Duration.between(answered, newest)) + " in the future of our clock",
                    Reply.Fault.QUESTION);
        }
        return data;
    }

    private Reply skewed(String what, Reply.Fault fault) {
        return new Reply.Failed(
                Reason.SKEW,
                what + ", more than max_skew " + seconds(settings.maxSkew())
                        + "; set both clocks by the same time server",
                fault);
    }

    private Reply unanswered(Answer.Failed failed) {
        seen.up = false;
        return new Reply.Failed(
                switch (failed.kind()) {
                    case TIMEOUT -> Reason.TIMEOUT;
                    case OVERSIZED, BROKEN -> Reason.MALFORMED;
                    case REFUSED, RESET, TLS, CREDENTIALS -> Reason.ERROR;
                },
                failed.detail() + hint(failed.kind()),
                switch (failed.kind()) {
                    case TIMEOUT -> Reply.Fault.LATE;
                    case OVERSIZED, BROKEN, RESET -> Reply.Fault.QUESTION;
                    case REFUSED, TLS, CREDENTIALS -> Reply.Fault.SERVER;
                });
    }

    private static String hint(Answer.Kind kind) {
        return switch (kind) {
            case OVERSIZED ->
                "; select fewer series, or raise prometheus.max_response and the heap (a sixteenth of it is used)";
            case TLS -> "; see prometheus.tls_config";
            default -> "";
        };
    }

    /** An endpoint of the API, by the base that a person has written. */
    static URI endpoint(URI base, String name) {
        String text = base.toString();
        int end =
                text.indexOf('?') >= 0 ? text.indexOf('?') : text.indexOf('#') >= 0 ? text.indexOf('#') : text.length();
        return URI.create(text.substring(0, end).replaceAll("/+$", "") + "/api/v1/" + name);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + "s";
    }
}
