package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the bot's build before anything is watched: from Prometheus, which sees every process, and from the bot's own page, which
 * knows of a new build before the next scrape does. Two that contradict each other are two builds.
 */
final class BuildReading {

    /** Where {@code up} is not watched, what is older than this is gone. */
    private static final Duration MAX_AGE = Duration.ofSeconds(90);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final List<MetricSource> sources;
    private final Indicator.State metric;
    private final Duration maxAge;

    private BuildReading(List<MetricSource> sources, Indicator.State metric, Duration maxAge) {
        this.sources = sources;
        this.metric = metric;
        this.maxAge = maxAge;
    }

    /** The build, as soon as one is known; after this time what was seen last. */
    static Build of(Vertx vertx, Settings settings, Indicator.State metric, Duration limit)
            throws InterruptedException {
        Duration maxAge = settings.prometheus()
                .freshness()
                .map(Settings.Freshness::maxAge)
                .orElse(MAX_AGE);
        List<MetricSource> sources = Wiring.lanes(vertx, settings);
        try {
            return new BuildReading(sources, metric, maxAge).await(limit);
        } finally {
            sources.forEach(MetricSource::close);
        }
    }

    private Build await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Build seen = ask(deadline);
        while (!(seen instanceof Build.Known) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            seen = ask(deadline);
        }
        return seen;
    }

    /** All lanes at once. */
    private Build ask(long deadline) throws InterruptedException {
        List<Future<Build>> asked = sources.stream().map(this::read).toList();
        Build seen = new Build.Unknown("nothing was asked");
        for (int i = 0; i < asked.size(); i++) {
            Build one = answer(asked.get(i), deadline);
            seen = i == 0 ? one : seen.and(one);
        }
        return seen;
    }

    private Future<Build> read(MetricSource source) {
        Instant now = Instant.now();
        return source.begin(now)
                .read(metric, now.minus(maxAge))
                .map(measurement -> Build.of(measurement, metric.label(), maxAge))
                .map(build -> build instanceof Build.Unknown unknown
                        ? new Build.Unknown("lane " + source.lane().word() + ": " + unknown.why())
                        : build);
    }

    private static Build answer(Future<Build> asked, long deadline) throws InterruptedException {
        try {
            // also after the deadline: what is there already is taken
            long left = Math.max(deadline - System.nanoTime(), PAUSE.toNanos());
            return asked.toCompletionStage().toCompletableFuture().get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Build.Unknown("no answer in time");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
