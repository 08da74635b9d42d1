package io.github.slowatchdog.sim;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.Grid;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/** The prometheus lane over the {@link Store}: as far back as the real one reads, and answers when the server would. */
final class StoreLane implements MetricSource {

    static final Selector UPS = Selector.parse("up{job=\"bot\"}");
    static final Selector STARTS = Selector.parse(Bot.START + "{job=\"bot\"}");

    private final VirtualTime time;
    private final VirtualTime.Owner world;
    private final Store store;
    private final Weather weather;
    private final Dice dice;
    private final DoubleConsumer answered;
    private boolean up = true;

    /** @param answered told when a whole answer has come, and as of which second */
    StoreLane(
            VirtualTime time,
            VirtualTime.Owner world,
            Store store,
            Weather weather,
            Dice dice,
            DoubleConsumer answered) {
        this.time = time;
        this.world = world;
        this.store = store;
        this.weather = weather;
        this.dice = dice;
        this.answered = answered;
    }

    @Override
    public Lane lane() {
        return Lane.PROMETHEUS;
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public Round begin(Instant now) {
        return new Asking(now);
    }

    /** What was asked of one round: all but the context goes out together. */
    private final class Asking implements Round {
        private final Instant now;
        private final List<Runnable> asked = new ArrayList<>();

        Asking(Instant now) {
            this.now = now;
        }

        @Override
        public Future<Measurement> read(Indicator indicator, Instant since) {
            return sent(() -> measured(indicator, since));
        }

        @Override
        public Future<List<Measurement>> history(Indicator indicator, Grid grid) {
            return sent(() -> {
                Measurement all = measured(indicator, grid.from());
                return all instanceof Measurement.Samples samples ? slices(samples, grid) : List.of(all);
            });
        }

        private List<Measurement> slices(Measurement.Samples samples, Grid grid) {
            return grid.stretches().stream()
                    .map(stretch -> slice(samples, stretch))
                    .toList();
        }

        private Measurement slice(Measurement.Samples samples, Grid.Stretch stretch) {
            Instant at = stretch.upTo();
            return samples.between(at, at.minus(range(stretch.after(), at)), stretch.isNewest() ? Instant.MAX : at);
        }

        @Override
        public Future<Context> context(Instant since) {
            Promise<Context> answer = Promise.promise();
            time.after(latency(), world, () -> {
                Optional<Measurement.Failure> failure = failure();
                Context found = failure.<Context>map(Context.Failed::new)
                        .orElseGet(() ->
                                new Context.Read(weather.partial ? since : now, read(UPS, since), read(STARTS, since)));
                complete(failure, () -> answer.complete(found));
            });
            return answer.future();
        }

        private <T> Future<T> sent(Supplier<T> evaluated) {
            Promise<T> answer = Promise.promise();
            if (asked.isEmpty()) {
                time.after(latency(), world, () -> {
                    List<Runnable> all = List.copyOf(asked);
                    asked.clear();
                    all.forEach(Runnable::run);
                });
            }
            asked.add(() -> {
                Optional<Measurement.Failure> failure = failure();
                T found = evaluated.get();
                double asOf = time.seconds();
                boolean whole = failure.isEmpty() && !weather.partial;
                complete(failure, () -> {
                    if (whole) {
                        answered.accept(asOf);
                    }
                    answer.complete(found);
                });
            });
            return answer.future();
        }

        private void complete(Optional<Measurement.Failure> failure, Runnable answer) {
            up = failure.isEmpty();
            boolean late = failure.filter(one -> one.reason() == Reason.TIMEOUT).isPresent();
            time.after(late ? Math.round(Weather.DEADLINE * 1e9) : latency() / 4, world, answer);
        }

        private Measurement measured(Indicator indicator, Instant since) {
            return failure()
                    .<Measurement>map(one -> one)
                    .orElseGet(() -> new Measurement.Samples(
                            now,
                            indicator.selectors().stream()
                                    .map(selector -> read(selector, since))
                                    .toList(),
                            weather.partial ? Optional.of("a store is not available") : Optional.empty()));
        }

        private Optional<Measurement.Failure> failure() {
            return weather.failing
                    .or(() -> store.down ? Optional.of(Reason.ERROR) : Optional.empty())
                    .map(reason -> new Measurement.Failure(now, reason, "as the simulation wants it"));
        }

        /** The server ends the range at its own now. */
        private List<Series> read(Selector selector, Instant since) {
            List<Series> all = store.read(selector, time.instant().minus(range(since, now)), time.instant());
            // a store of several that does not answer, takes its series along
            return weather.partial && !selector.equals(UPS) && !selector.equals(STARTS)
                    ? all.subList(0, all.size() / 2)
                    : all;
        }

        private Duration range(Instant since, Instant upTo) {
            Duration missing = Duration.between(since, upTo);
            Duration overlap = Duration.ofMillis(Math.max(5000, Math.round(2000 * store.interval())));
            Duration all = (missing.isNegative() ? Duration.ZERO : missing)
                    .plus(overlap)
                    .plusMillis(Math.round(Weather.DEADLINE * 1000));
            return Duration.ofSeconds((all.toMillis() + 999) / 1000);
        }
    }

    private long latency() {
        return weather.slow ? dice.nanos(0.3, 1.5) : dice.nanos(0.001, 0.03);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
