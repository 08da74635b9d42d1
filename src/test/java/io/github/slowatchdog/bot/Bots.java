package io.github.slowatchdog.bot;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.MetricSource;
import io.github.slowatchdog.watch.Timings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tests of the lane share. */
final class Bots {

    static final Duration SKEW = Duration.ofSeconds(2);
    static final Timings NO_TIMINGS = Timings.NONE;

    private Bots() {}

    /** The lane to a bot that the store knows as job {@code vanta-metrics}. */
    static BotSource source(Vertx vertx, int port, Duration timeout) {
        URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
        return BotSource.create(
                vertx, new Settings.Bot(metrics, timeout), Map.of("job", "vanta-metrics"), SKEW, NO_TIMINGS);
    }

    static Indicator count(String selector) {
        return new Indicator.Count(Selector.parse(selector), Optional.empty());
    }

    static Measurement read(MetricSource.Round round, String selector) {
        return Awaited.result(round.read(count(selector), Instant.EPOCH));
    }

    /** The series read for a selector. */
    static List<Series> series(MetricSource.Round round, String selector) {
        Measurement got = read(round, selector);
        if (got instanceof Measurement.Samples samples) {
            return samples.bySelector().get(0);
        }
        throw new AssertionError("no samples: " + got);
    }

    /** The failure that an answer must be. */
    static Measurement.Failure failure(MetricSource.Round round, String selector) {
        Measurement got = read(round, selector);
        if (got instanceof Measurement.Failure failure) {
            return failure;
        }
        throw new AssertionError("not a failure: " + got);
    }

    static MetricSource.Context.Read context(MetricSource.Round round) {
        return (MetricSource.Context.Read) Awaited.result(round.context(Instant.EPOCH));
    }
}
