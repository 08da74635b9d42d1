package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.Grid;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The questions of one tick. Equal ones go out once, and those for raw samples together, {@link Questions} says how. */
final class PrometheusRound implements MetricSource.Round {

    private static final String START = "process_start_time_seconds";
    /** How far a context is read again and again while the server keeps saying that its answers are incomplete. */
    private static final Duration PARTIAL_REREAD = Duration.ofMinutes(10);

    private final QueryApi api;
    private final Questions questions;
    private final Lookback lookback;
    private final Optional<Settings.Freshness> freshness;
    private final Instant now;
    private final Past past;
    private final Map<String, Future<Reply>> asked = new ConcurrentHashMap<>();

    PrometheusRound(
            QueryApi api, Questions questions, Lookback lookback, Optional<Settings.Freshness> freshness, Instant now) {
        this.api = api;
        this.questions = questions;
        this.lookback = lookback;
        this.freshness = freshness;
        this.now = now;
        this.past = new Past(lookback);
    }

    @Override
    public Future<Measurement> read(Indicator indicator, Instant since) {
        if (indicator instanceof Indicator.Expr expr) {
            return ask(expr.promql()).map(this::vector);
        }
        if (indicator.selectors().isEmpty()) {
            return Future.succeededFuture(new Measurement.Failure(
                    now, Reason.UNAVAILABLE, "a " + indicator.kind() + " cannot be read on the prometheus lane"));
        }
        List<Future<Reply>> replies = indicator.selectors().stream()
                .map(selector -> samples(selector, since))
                .toList();
        return Future.join(replies)
                .map(all -> samples(replies.stream().map(Future::result).toList()));
    }

    @Override
    public Future<List<Measurement>> history(Indicator indicator, Grid grid) {
        Grid readable = past.readable(grid);
        List<Measurement> lost = past.lost(grid);
        Future<List<Measurement>> known = indicator instanceof Indicator.Expr expr
                ? values(expr, readable.atMost(Grid.MOST))
                : read(indicator, grid.from())
                        .map(answer -> answer instanceof Measurement.Samples samples
                                ? past.slices(samples, readable)
                                : List.of(answer));
        return known.map(answers -> answers.size() == 1
                ? answers
                : Stream.concat(lost.stream(), answers.stream()).toList());
    }

    private Future<List<Measurement>> values(Indicator.Expr expr, Grid grid) {
        Future<Measurement> newest = read(expr, grid.since());
        List<Instant> moments = grid.moments();
        if (moments.isEmpty()) {
            return newest.map(List::of);
        }
        String key = expr.promql() + " @ " + grid.since() + " " + grid.step();
        Future<Reply> range = asked.computeIfAbsent(
                key,
                ignored -> api.askRange(expr.promql(), moments.get(0), moments.get(moments.size() - 1), grid.step()));
        return Future.join(newest, range)
                .map(both -> newest.result() instanceof Measurement.Failure failure
                        ? List.of(failure)
                        : Stream.concat(Past.values(range.result(), grid).stream(), Stream.of(newest.result()))
                                .toList());
    }

    @Override
    public Future<MetricSource.Context> context(Instant since) {
        if (freshness.isEmpty()) {
            return Future.succeededFuture(new MetricSource.Context.Read(now, List.of(), List.of()));
        }
        // never in one question with others: if it fails, nothing on the lane can be believed
        String question = Sending.question(contextSelector(freshness.get().selector()), lookback.range(since, now));
        return asked.computeIfAbsent(question, questions::first).map(reply -> context(reply, since));
    }

    private Future<Reply> ask(String promql) {
        return asked.computeIfAbsent(promql, questions::ask);
    }

    private Future<Reply> samples(Selector selector, Instant since) {
        Duration range = lookback.range(since, now);
        return asked.computeIfAbsent(Sending.question(selector, range), ignored -> questions.samples(selector, range));
    }

    /** One question for both: they must be of the same moment. */
    private static Selector contextSelector(Selector up) {
        List<Matcher> matchers = new ArrayList<>();
        if (!up.metric().isEmpty()) {
            matchers.add(new Matcher(Labels.NAME, Matcher.Op.MATCH, up.metric() + "|" + START));
        }
        matchers.addAll(up.matchers());
        return Selector.of("", matchers);
    }

    private MetricSource.Context context(Reply reply, Instant since) {
        if (reply instanceof Reply.Failed failed) {
            return new MetricSource.Context.Failed(failed.at(now));
        }
        Reply.Data answer = (Reply.Data) reply;
        if (!(answer.data() instanceof QueryResponse.Matrix matrix)) {
            return new MetricSource.Context.Failed(notSamples(answer.data()));
        }
        List<Series> starts = new ArrayList<>();
        List<Series> ups = new ArrayList<>();
        for (Series series : matrix.series()) {
            (series.labels().get(Labels.NAME).equals(START) ? starts : ups).add(series);
        }
        lookback.learn(ups);
        // what is missing from an incomplete answer is asked for again
        Instant floor = now.minus(PARTIAL_REREAD);
        Instant readUpTo = answer.partial().isEmpty() ? now : since.isAfter(floor) ? since : floor;
        return new MetricSource.Context.Read(readUpTo, ups, starts);
    }

    private Measurement samples(List<Reply> replies) {
        List<List<Series>> bySelector = new ArrayList<>();
        List<String> partial = new ArrayList<>();
        for (Reply reply : replies) {
            if (reply instanceof Reply.Failed failed) {
                return failed.at(now);
            }
            Reply.Data answer = (Reply.Data) reply;
            if (!(answer.data() instanceof QueryResponse.Matrix matrix)) {
                return notSamples(answer.data());
            }
            bySelector.add(matrix.series());
            answer.partial().filter(said -> !partial.contains(said)).ifPresent(partial::add);
        }
        return new Measurement.Samples(
                now, bySelector, partial.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", partial)));
    }

    private Measurement vector(Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            return failed.at(now);
        }
        Reply.Data answer = (Reply.Data) reply;
        if (answer.data() instanceof QueryResponse.Vector vector) {
            return fresh(vector.elements(), answer.partial());
        }
        if (answer.data() instanceof QueryResponse.Scalar scalar) {
            return fresh(List.of(scalar.element()), answer.partial());
        }
        String fix = answer.data() instanceof QueryResponse.Matrix
                ? "many samples for each series; take one number from them by a function such as rate() or max_over_time(),"
                        + " or use `gauge`, `count` or `changes` with the plain selector"
                : "text; use an expression that returns numbers";
        return new Measurement.Failure(now, Reason.MALFORMED, "the expression returns " + fix);
    }

    /** The time of a value is that of its evaluation: one that is long past comes out of a cache. */
    private Measurement fresh(List<Measurement.Element> elements, Optional<String> partial) {
        Optional<Instant> old = freshness.flatMap(limit -> elements.stream()
                .map(Measurement.Element::at)
                .filter(at -> at.isBefore(now.minus(limit.maxAge())))
                .findFirst());
        return old.<Measurement>map(at -> new Measurement.Failure(
                        now,
                        Reason.STALE,
                        "the answer is of " + at + ", older than max_age: a cache may have given it"))
                .orElseGet(() -> new Measurement.Vector(now, elements, partial));
    }

    private Measurement.Failure notSamples(QueryResponse.Data data) {
        return new Measurement.Failure(
                now,
                Reason.MALFORMED,
                "the server answered a range selector with a " + data.resultType()
                        + " where raw samples (a matrix) belong");
    }
}
