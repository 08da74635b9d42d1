package io.github.slowatchdog.watch;

import io.github.slowatchdog.fuzz.Tape;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.slo.Value;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A lane that answers as a tape says: well, badly, with half of it, or not at all. Remembers what it has answered. */
final class TapedSource implements MetricSource, MetricSource.Round {

    private static final Labels BOT = Labels.of("job", "bot", "instance", "a");

    private final Tape tape;
    private final Map<Selector, Double> counters = new HashMap<>();
    /** The newest answer to each question; none where there was no answer. */
    final Map<Indicator, Measurement> given = new HashMap<>();

    Instant now = Instant.EPOCH;
    private Optional<Instant> lastUp = Optional.empty();
    private boolean up;
    private boolean read;

    TapedSource(Tape tape) {
        this.tape = tape;
    }

    /** Whether the newest that was said of the bot is that it is read. */
    boolean isFresh(Duration maxAge) {
        return read && up && lastUp.filter(at -> !at.plus(maxAge).isBefore(now)).isPresent();
    }

    @Override
    public Lane lane() {
        return Lane.PROMETHEUS;
    }

    @Override
    public Round begin(Instant at) {
        now = at;
        return this;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Context> context(Instant since) {
        int kind = tape.below(16);
        read = kind != 15;
        if (kind == 15) {
            return Future.succeededFuture(
                    new Context.Failed(new Measurement.Failure(now, Reason.TIMEOUT, "no answer in time")));
        }
        if (kind == 14) {
            return Future.succeededFuture(new Context.Read(now, List.of(), List.of()));
        }
        up = kind != 13;
        lastUp = Optional.of(now);
        return Future.succeededFuture(new Context.Read(
                now,
                List.of(Series.of(named("up"), now, up ? 1 : 0)),
                List.of(Series.of(named("process_start_time_seconds"), now, 1))));
    }

    @Override
    public Future<Measurement> read(Indicator indicator, Instant since) {
        int kind = tape.below(16);
        given.remove(indicator);
        if (kind == 15) {
            return Promise.<Measurement>promise().future();
        }
        Measurement answer = answer(indicator, kind);
        given.put(indicator, answer);
        return Future.succeededFuture(answer);
    }

    private Measurement answer(Indicator indicator, int kind) {
        Optional<String> partial = kind == 14 ? Optional.of("a store did not answer") : Optional.empty();
        if (kind == 13) {
            return new Measurement.Failure(now, tape.oneOf(Reason.values()), "made up");
        }
        if (kind == 12) {
            return new Measurement.Found(now, Value.of("DRY"));
        }
        boolean vector = indicator instanceof Indicator.Expr;
        if (vector == (kind != 11)) {
            List<Measurement.Element> elements = new ArrayList<>();
            for (int n = kind == 10 ? 0 : 1 + tape.below(2); n > 0; n--) {
                elements.add(new Measurement.Element(Labels.of("n", "" + n), now, value()));
            }
            return new Measurement.Vector(now, elements, partial);
        }
        List<List<Series>> all = new ArrayList<>();
        for (Selector selector : indicator.selectors()) {
            all.add(kind == 10 ? List.of() : series(indicator, selector));
        }
        return new Measurement.Samples(now, all, partial);
    }

    private List<Series> series(Indicator indicator, Selector selector) {
        if (indicator instanceof Indicator.State) {
            boolean dry = tape.below(8) != 7;
            return List.of(
                    Series.of(new Labels(with(selector, "DRY")), now, dry ? 1 : 0),
                    Series.of(new Labels(with(selector, "LIVE")), now, dry ? 0 : 1));
        }
        if (indicator.countsEvents()) {
            counters.merge(selector, (double) Math.max(0, tape.below(8) - 6), Double::sum);
            return List.of(Series.of(named(selector.metric()), now, counters.getOrDefault(selector, 0d)));
        }
        return List.of(Series.of(named(selector.metric()), now, value()));
    }

    private static Map<String, String> with(Selector selector, String mode) {
        Map<String, String> labels = new HashMap<>(named(selector.metric()).map());
        labels.put("mode", mode);
        return labels;
    }

    private static Labels named(String metric) {
        Map<String, String> labels = new HashMap<>(BOT.map());
        labels.put(Labels.NAME, metric);
        return new Labels(labels);
    }

    private double value() {
        return tape.oneOf(1d, 0d, 4d, 1d, 0d, 4d, 0.5, 9d, Double.NaN, Double.POSITIVE_INFINITY, -1e300);
    }
}
