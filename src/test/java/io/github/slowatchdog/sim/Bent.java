package io.github.slowatchdog.sim;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.Grid;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A lane whose answers are bent. */
class Bent implements MetricSource {
    private final MetricSource real;

    Bent(MetricSource real) {
        this.real = real;
    }

    Measurement bent(Measurement answer) {
        return answer;
    }

    Context bent(Context context) {
        return context;
    }

    @Override
    public Lane lane() {
        return real.lane();
    }

    @Override
    public boolean remembers() {
        return real.remembers();
    }

    @Override
    public boolean isUp() {
        return real.isUp();
    }

    @Override
    public Round begin(Instant now) {
        Round round = real.begin(now);
        return new Round() {
            @Override
            public Future<?> ready(Instant since) {
                return round.ready(since);
            }

            @Override
            public Future<Measurement> read(Indicator indicator, Instant since) {
                return round.read(indicator, since).map(answer -> bent(answer));
            }

            @Override
            public Future<List<Measurement>> history(Indicator indicator, Grid grid) {
                return round.history(indicator, grid)
                        .map(answers ->
                                answers.stream().map(answer -> bent(answer)).toList());
            }

            @Override
            public Future<Context> context(Instant since) {
                return round.context(since).map(context -> bent(context));
            }
        };
    }

    @Override
    public Future<Void> close() {
        return real.close();
    }

    static MetricSource samples(MetricSource real, UnaryOperator<Series> change) {
        return new Bent(real) {
            @Override
            Measurement bent(Measurement answer) {
                return answer instanceof Measurement.Samples samples
                        ? new Measurement.Samples(
                                samples.at(),
                                samples.bySelector().stream()
                                        .map(all -> all.stream().map(change).toList())
                                        .toList(),
                                samples.partial())
                        : answer;
            }
        };
    }

    static boolean isDuplicates(Series series) {
        return series.labels().get(Labels.NAME).equals(Bot.DUPLICATES);
    }

    static Series less(Series series, double by) {
        Series.Builder changed = Series.of(series.labels());
        for (int i = 0; i < series.size(); i++) {
            changed.add(series.at(i), series.value(i) - by);
        }
        return changed.build();
    }

    static Series withoutNan(Series series) {
        Series.Builder changed = Series.of(series.labels());
        for (int i = 0; i < series.size(); i++) {
            changed.add(series.at(i), Double.isNaN(series.value(i)) ? 0 : series.value(i));
        }
        return changed.build();
    }
}
