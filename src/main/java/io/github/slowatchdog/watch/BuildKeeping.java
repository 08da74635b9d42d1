package io.github.slowatchdog.watch;

import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.soak.Build;
import io.github.slowatchdog.soak.BuildWatch;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at the bot's build every few seconds, on every lane that reads its metrics, and hands what is seen to a
 * {@link BuildWatch}. Two lanes that contradict each other are two builds: a rollout that Prometheus has not scraped yet.
 */
final class BuildKeeping {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** A beat that comes a little early must not put off a look for a whole beat. */
    private static final Duration EARLY = Duration.ofMillis(500);
    /** A question that has not been answered for this long is asked again; a source gives up its own much sooner. */
    private static final Duration LOST = Duration.ofSeconds(15);

    private final Loop loop;
    private final List<MetricSource> sources;
    private final Indicator.State metric;
    private final Duration maxAge;
    private final BuildWatch watch;
    private final Pending question = new Pending(LOST);
    private Instant asked = Instant.MIN;
    private Instant looked = Instant.MIN;

    /** @param maxAge a process that was not read for this long is gone */
    BuildKeeping(
            Loop loop, Collection<MetricSource> sources, Indicator.State metric, Duration maxAge, BuildWatch watch) {
        this.loop = loop;
        this.sources =
                sources.stream().filter(source -> source.lane() != Lane.DIRECT).toList();
        this.metric = metric;
        this.maxAge = maxAge;
        this.watch = watch;
    }

    BuildWatch watch() {
        return watch;
    }

    /**
     * Once a second.
     *
     * @param changed is told, on the loop, of a build that has taken over: the soak begins anew
     */
    void beat(Instant now, Consumer<BuildWatch.Change> changed) {
        if (!looked.equals(Instant.MIN) && Duration.between(looked, now).abs().compareTo(LOST) > 0) {
            watch.take(new Build.Unknown("not read since " + looked)); // nobody has looked: the machine slept
        }
        boolean early =
                !asked.equals(Instant.MIN) && Duration.between(asked, now).abs().compareTo(INTERVAL.minus(EARLY)) < 0;
        if (early || !question.isFree(now)) {
            return;
        }
        asked = now;
        long number = question.begin(now);
        List<Future<Build>> seen =
                sources.stream().map(source -> look(source, now)).toList();
        loop.on(Future.join(seen), ignored -> {
            if (question.end(number)) {
                looked = now;
                seen.stream()
                        .map(Future::result)
                        .reduce(Build::and)
                        .flatMap(watch::take)
                        .ifPresent(changed);
            }
        });
    }

    private Future<Build> look(MetricSource source, Instant now) {
        return loop.<Measurement>ask(
                        () -> source.begin(now).read(metric, now.minus(maxAge)),
                        e -> new Measurement.Failure(now, Reason.ERROR, "a bug in the lane: " + e))
                .map(measurement -> Build.of(measurement, metric.label(), maxAge));
    }
}
