package io.github.slowatchdog.replay;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.SyntaxException;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.watch.Grid;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A lane on which everything is written down beforehand, and which answers at once, or as it was told to. */
public final class WrittenSource implements MetricSource {

    static final Selector UP = Selector.parse("up");
    private static final String START = "process_start_time_seconds";
    private static final Duration LOOKBACK = Duration.ofMinutes(5);

    private final Lane lane;
    private final List<WrittenSeries> series;
    private final Map<Indicator, List<WrittenSeries>> answers;
    private final Selector ups;
    private final Selector starts;
    private final Duration overlap;
    private Mood mood = Mood.WELL;
    private Optional<Selector> hidden = Optional.empty();

    /**
     * How it answers.
     *
     * @param silent no question is answered at all
     */
    record Mood(Optional<Measurement.Failure> failure, Optional<String> partial, boolean silent) {

        static final Mood WELL = new Mood(Optional.empty(), Optional.empty(), false);
        static final Mood SILENT = new Mood(Optional.empty(), Optional.empty(), true);

        static Mood failing(Reason reason, String detail) {
            return new Mood(
                    Optional.of(new Measurement.Failure(Instant.EPOCH, reason, detail)), Optional.empty(), false);
        }

        static Mood partial(String warning) {
            return new Mood(Optional.empty(), Optional.of(warning), false);
        }
    }

    /** @param overlap how far a read goes back beyond what it has to */
    public WrittenSource(Lane lane, List<WrittenSeries> series, Duration overlap) {
        this(lane, series, Map.of(), UP, overlap);
    }

    /**
     * With answers.
     *
     * @param answers what stands for a server's evaluation of an expression, or for the page that is probed
     * @param ups which {@code up} series show that the bot is being read; its starts have the same labels
     */
    WrittenSource(
            Lane lane,
            List<WrittenSeries> series,
            Map<Indicator, List<WrittenSeries>> answers,
            Selector ups,
            Duration overlap) {
        this.ups = ups;
        this.starts = Selector.of(START, ups.matchers());
        this.lane = lane;
        this.series = series;
        this.answers = answers;
        this.overlap = overlap;
    }

    /** From now on it fails every question. */
    public void fail(Reason reason, String detail) {
        become(Mood.failing(reason, detail));
    }

    /** All is well again. */
    public void answer() {
        become(Mood.WELL);
        hidden = Optional.empty();
    }

    void become(Mood next) {
        mood = next;
    }

    /** From now on these series are missing from its answers. */
    void hide(Selector these) {
        hidden = Optional.of(these);
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public boolean remembers() {
        return lane == Lane.PROMETHEUS;
    }

    @Override
    public Round begin(Instant now) {
        return new Reading(now);
    }

    private final class Reading implements Round {

        private final Instant now;

        Reading(Instant now) {
            this.now = now;
        }

        @Override
        public Future<Measurement> read(Indicator indicator, Instant since) {
            return answered(failed().orElseGet(() -> measure(now, indicator, since)));
        }

        @Override
        public Future<List<Measurement>> history(Indicator indicator, Grid grid) {
            if (mood.failure().isPresent() || mood.silent()) {
                return read(indicator, grid.since()).map(List::of);
            }
            return Future.succeededFuture(grid.stretches().stream()
                    .map(stretch -> measure(stretch.upTo(), indicator, stretch.after()))
                    .toList());
        }

        @Override
        public Future<Context> context(Instant since) {
            return answered(failed().<Context>map(failed -> new Context.Failed((Measurement.Failure) failed))
                    .orElseGet(() -> new Context.Read(now, raw(ups, since, now), raw(starts, since, now))));
        }

        private Optional<Measurement> failed() {
            return mood.failure().map(why -> new Measurement.Failure(now, why.reason(), why.detail()));
        }

        private <T> Future<T> answered(T answer) {
            return mood.silent() ? Promise.<T>promise().future() : Future.succeededFuture(answer);
        }
    }

    private Measurement measure(Instant now, Indicator indicator, Instant since) {
        if (indicator instanceof Indicator.Probe probe) {
            return found(now, probe);
        }
        if (indicator instanceof Indicator.Expr expr) {
            return vector(now, expr);
        }
        return new Measurement.Samples(
                now,
                indicator.selectors().stream()
                        .map(selector -> raw(selector, since, now))
                        .toList(),
                mood.partial());
    }

    private Measurement found(Instant now, Indicator.Probe probe) {
        return answers.getOrDefault(probe, List.of()).stream()
                .flatMap(written -> written.newest(now, LOOKBACK).stream())
                .findFirst()
                .<Measurement>map(point -> new Measurement.Found(
                        now, point.value().orElseGet(() -> new Value.Absent("nothing at " + probe.json()))))
                .orElseGet(() -> new Measurement.Failure(now, Reason.ERROR, "no answer is written for this time"));
    }

    private Measurement vector(Instant now, Indicator.Expr expr) {
        Optional<List<WrittenSeries>> written = Optional.ofNullable(answers.get(expr));
        Optional<Selector> standIn = written.isPresent() ? Optional.empty() : selector(expr.promql());
        List<Measurement.Element> elements = written.orElse(series).stream()
                .filter(one ->
                        standIn.map(selector -> selector.matches(one.labels())).orElse(written.isPresent()))
                .flatMap(one -> one.at(now, LOOKBACK).stream()
                        .filter(Value.Num.class::isInstance)
                        .map(value -> new Measurement.Element(
                                one.labels().without(Labels.NAME), now, ((Value.Num) value).number())))
                .toList();
        return new Measurement.Vector(now, elements, mood.partial());
    }

    /** The expression as a selector, which needs no server; empty for any other. */
    static Optional<Selector> selector(String promql) {
        try {
            return Optional.of(Selector.parse(promql));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    private List<Series> raw(Selector selector, Instant since, Instant now) {
        return series.stream()
                .filter(one -> selector.matches(one.labels()))
                .filter(one ->
                        hidden.filter(these -> these.matches(one.labels())).isEmpty())
                .map(one -> one.between(since.minus(overlap), now))
                .filter(one -> !one.isEmpty())
                .toList();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
