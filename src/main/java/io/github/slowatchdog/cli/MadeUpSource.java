package io.github.slowatchdog.cli;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A counter that has counted one more event each time it is read. */
final class MadeUpSource implements MetricSource {

    private static final String TARGET = "made-up";
    private double events;

    @Override
    public Lane lane() {
        return Lane.BOT;
    }

    @Override
    public Round begin(Instant now) {
        events++;
        return new Round() {
            @Override
            public Future<Measurement> read(Indicator indicator, Instant since) {
                return Future.succeededFuture(new Measurement.Samples(
                        now, List.of(List.of(one("made_up_total", now, events))), Optional.empty()));
            }

            @Override
            public Future<Context> context(Instant since) {
                return Future.succeededFuture(new Context.Read(now, List.of(one("up", now, 1)), List.of()));
            }
        };
    }

    private static Series one(String name, Instant at, double value) {
        return Series.of(Labels.of(Labels.NAME, name, "instance", TARGET, "job", TARGET))
                .add(at, value)
                .build();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
