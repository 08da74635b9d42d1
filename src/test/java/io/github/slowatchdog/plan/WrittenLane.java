package io.github.slowatchdog.plan;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A lane with written samples: of each metric the value from some second of the plan on, scraped every five seconds. As the lane bot
 * it shows the newest only.
 */
final class WrittenLane implements MetricSource {

    private static final Duration SCRAPE = Duration.ofSeconds(5);
    private static final Instant FIRST = VirtualTime.BEGAN.minusSeconds(600);

    private final Map<String, TreeMap<Instant, Double>> values = new HashMap<>();
    private final Map<String, Measurement> expressions = new HashMap<>();
    private final Lane lane;
    private Instant scrapedUpTo = Instant.MAX;
    private Instant readableFrom = Instant.MIN;
    private Instant started = FIRST.minusSeconds(60);

    WrittenLane(Lane lane) {
        this.lane = lane;
    }

    /** Nobody answers before this second of the plan. */
    WrittenLane readableFrom(long second) {
        readableFrom = VirtualTime.BEGAN.plusSeconds(second);
        return this;
    }

    /** When the process began. */
    WrittenLane started(long second) {
        started = VirtualTime.BEGAN.plusSeconds(second);
        return this;
    }

    /** @param second of the plan, negative before it; at or after it the metric has this value */
    WrittenLane at(String metric, long second, double value) {
        values.computeIfAbsent(metric, key -> new TreeMap<>()).put(VirtualTime.BEGAN.plusSeconds(second), value);
        return this;
    }

    WrittenLane expr(String promql, double... elements) {
        List<Measurement.Element> all = new ArrayList<>();
        for (double element : elements) {
            all.add(new Measurement.Element(Labels.of("i", "" + all.size()), VirtualTime.BEGAN, element));
        }
        expressions.put(promql, new Measurement.Vector(VirtualTime.BEGAN, all, Optional.empty()));
        return this;
    }

    WrittenLane scrapedUpTo(long second) {
        scrapedUpTo = VirtualTime.BEGAN.plusSeconds(second);
        return this;
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
                if (now.isBefore(readableFrom)) {
                    return Future.succeededFuture(new Measurement.Failure(now, Reason.ERROR, "nobody answers"));
                }
                if (indicator instanceof Indicator.Expr expr) {
                    return Future.succeededFuture(Optional.ofNullable(expressions.get(expr.promql()))
                            .orElse(new Measurement.Failure(now, Reason.ERROR, "no such expression")));
                }
                List<List<Series>> all = indicator.selectors().stream()
                        .map(selector -> series(selector, since, now))
                        .toList();
                return Future.succeededFuture(new Measurement.Samples(now, all, Optional.empty()));
            }

            @Override
            public Future<Context> context(Instant since) {
                Series.Builder up = Series.of(Labels.of("__name__", "up", "job", "bot", "instance", "a"));
                Series.Builder start =
                        Series.of(Labels.of("__name__", "process_start_time_seconds", "job", "bot", "instance", "a"));
                for (Instant at = scrape(from(since, now)); !at.isAfter(newest(now)); at = at.plus(SCRAPE)) {
                    up.add(at, 1);
                    start.add(at, (double) started.getEpochSecond());
                }
                return Future.succeededFuture(new Context.Read(now, List.of(up.build()), List.of(start.build())));
            }
        };
    }

    private List<Series> series(Selector selector, Instant since, Instant now) {
        TreeMap<Instant, Double> written = values.getOrDefault(selector.metric(), new TreeMap<>());
        Series.Builder series = Series.of(Labels.of("__name__", selector.metric(), "job", "bot", "instance", "a"));
        boolean any = false;
        for (Instant at = scrape(from(since, now)); !at.isAfter(newest(now)); at = at.plus(SCRAPE)) {
            Map.Entry<Instant, Double> value = written.floorEntry(at);
            if (value != null) {
                series.add(at, value.getValue());
                any = true;
            }
        }
        return any ? List.of(series.build()) : List.of();
    }

    private Instant from(Instant since, Instant now) {
        return remembers() ? since : newest(now).minus(SCRAPE).plusMillis(1);
    }

    /** The first scrape at this time or after it. */
    private static Instant scrape(Instant since) {
        long late = Math.max(0, Duration.between(FIRST, since).toMillis());
        return FIRST.plusMillis((late + SCRAPE.toMillis() - 1) / SCRAPE.toMillis() * SCRAPE.toMillis());
    }

    private Instant newest(Instant now) {
        return now.isBefore(scrapedUpTo) ? now : scrapedUpTo;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
