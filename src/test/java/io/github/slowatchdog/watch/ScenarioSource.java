package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A lane made of written series, which can be made to fail, to answer in part, or not to answer. */
final class ScenarioSource implements MetricSource {

    private static final Selector UP = Selector.parse("up");
    private static final Selector START = Selector.parse("process_start_time_seconds");
    private static final Duration LOOKBACK = Duration.ofMinutes(5);

    private final Lane lane;
    private final List<ScenarioSeries> series;
    private final Duration overlap;
    private Optional<Measurement.Failure> failure = Optional.empty();
    private Optional<String> partial = Optional.empty();
    private Optional<Selector> hidden = Optional.empty();
    private boolean silent;

    ScenarioSource(Lane lane, List<ScenarioSeries> series, Duration overlap) {
        this.lane = lane;
        this.series = series;
        this.overlap = overlap;
    }

    /** From now on: {@code fail REASON TEXT}, {@code partial TEXT}, {@code silent}, {@code hide SELECTOR}, or {@code answer} as it should. */
    void become(String what) {
        String[] words = what.split(" ", 3);
        if (words[0].equals("hide")) {
            hidden = Optional.of(Selector.parse(what.substring("hide ".length())));
            return;
        }
        hidden = words[0].equals("answer") ? Optional.empty() : hidden;
        failure = words[0].equals("fail")
                ? Optional.of(new Measurement.Failure(
                        Instant.EPOCH, Reason.valueOf(words[1].toUpperCase(Locale.ROOT)), words[2]))
                : Optional.empty();
        partial = words[0].equals("partial") ? Optional.of(what.substring("partial ".length())) : Optional.empty();
        silent = words[0].equals("silent");
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
        return new Round() {
            @Override
            public Future<Measurement> read(Indicator indicator, Instant since) {
                return answered(failed(now).orElseGet(() -> samples(now, indicator, since)));
            }

            @Override
            public Future<List<Measurement>> history(Indicator indicator, Grid grid) {
                if (failure.isPresent() || silent) {
                    return read(indicator, grid.since()).map(List::of);
                }
                List<Measurement> slices = new ArrayList<>();
                Instant before = grid.since();
                for (Instant moment : grid.moments()) {
                    slices.add(samples(moment, indicator, before));
                    before = moment;
                }
                slices.add(samples(now, indicator, before));
                return Future.succeededFuture(slices);
            }

            @Override
            public Future<Context> context(Instant since) {
                return answered(failed(now)
                        .<Context>map(failed -> new Context.Failed((Measurement.Failure) failed))
                        .orElseGet(() -> new Context.Read(now, raw(UP, since, now), raw(START, since, now))));
            }
        };
    }

    private Optional<Measurement> failed(Instant now) {
        return failure.map(why -> new Measurement.Failure(now, why.reason(), why.detail()));
    }

    private <T> Future<T> answered(T answer) {
        return silent ? Promise.<T>promise().future() : Future.succeededFuture(answer);
    }

    private Measurement samples(Instant now, Indicator indicator, Instant since) {
        if (indicator instanceof Indicator.Expr expr) {
            Selector selector = Selector.parse(expr.promql());
            List<Measurement.Element> elements = series.stream()
                    .filter(one -> selector.matches(one.labels()))
                    .flatMap(one -> one.at(now, LOOKBACK).stream()
                            .map(value -> new Measurement.Element(one.labels().without(Labels.NAME), now, value)))
                    .toList();
            return new Measurement.Vector(now, elements, partial);
        }
        return new Measurement.Samples(
                now,
                indicator.selectors().stream()
                        .map(selector -> raw(selector, since, now))
                        .toList(),
                partial);
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
