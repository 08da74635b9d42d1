package io.github.slowatchdog.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.soak.BuildWatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the loop looks at the bot's build (SPEC 5). */
class BuildKeepingTest {

    private static final Indicator.State METRIC = new Indicator.State(Selector.parse("build_info"), "version");
    private static final Instant T0 = Instant.parse("2026-11-21T11:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final FakeSource prometheus = new FakeSource(Lane.PROMETHEUS);
    private final FakeSource bot = new FakeSource(Lane.BOT);
    private final List<BuildWatch.Change> changes = new CopyOnWriteArrayList<>();
    private final BuildWatch watch = new BuildWatch(Optional.of("v1"));
    private final Loop loop = new Loop(vertx, InstantSource.system(), event -> {});
    private final BuildKeeping keeping = new BuildKeeping(
            loop, List.of(prometheus, bot, new FakeSource(Lane.DIRECT)), METRIC, Duration.ofSeconds(90), watch);

    @AfterEach
    void close() {
        vertx.close();
    }

    private static void shows(FakeSource source, String... builds) {
        source.answer(METRIC.query(), now -> {
            List<Series> series = new ArrayList<>();
            for (String build : builds) {
                series.add(Series.of(Labels.of("__name__", "build_info", "instance", build, "version", build))
                        .add(now.toEpochMilli(), 1)
                        .build());
            }
            return Future.succeededFuture(new Measurement.Samples(now, List.of(series), Optional.empty()));
        });
    }

    /** A beat, and all that follows from it. */
    private void beat(int second) {
        int before = prometheus.asked(METRIC.query());
        loop.run(() -> keeping.beat(T0.plusSeconds(second), changes::add));
        ServerProcess.await("it has looked", () -> prometheus.asked(METRIC.query()) > before);
        settle();
    }

    private void settle() {
        // answers come back in steps of the loop of their own
        for (int i = 0; i < 3; i++) {
            Promise<Void> done = Promise.promise();
            loop.run(done::complete);
            ServerProcess.await("the loop is through", () -> done.future().isComplete());
        }
    }

    @Test
    void aRolloutPausesUntilTheNewBuildIsAloneAndThenChanges() {
        shows(prometheus, "v1");
        shows(bot, "v1");
        beat(0);
        assertThat(watch.pause()).isEmpty();

        shows(bot, "v2");
        beat(5);
        assertThat(watch.pause()).as("Prometheus has not scraped it yet").isPresent();
        shows(prometheus, "v1", "v2");
        beat(10);
        assertThat(changes).isEmpty();

        shows(prometheus, "v2");
        beat(15);
        assertThat(changes).containsExactly(new BuildWatch.Change("v1", "v2"));
        assertThat(keeping.watch().build()).contains("v2");
        beat(20);
        assertThat(changes).as("told once").hasSize(1);
    }

    @Test
    void oneLaneIsEnoughAndNoneIsAPause() {
        bot.answer(
                METRIC.query(),
                now -> Future.succeededFuture(new Measurement.Failure(now, Reason.TIMEOUT, "after 1 s")));
        shows(prometheus, "v1");
        beat(0);
        assertThat(watch.pause()).isEmpty();
        prometheus.answer(METRIC.query(), now -> Future.failedFuture("a lane that breaks its promise"));
        beat(5);
        assertThat(watch.pause().orElseThrow()).contains("a bug in the lane").contains("timeout");
        assertThat(changes).isEmpty();
    }

    @Test
    void itLooksEveryFiveSecondsAndNotWhileAnAnswerIsOut() {
        shows(bot, "v1");
        prometheus.answer(METRIC.query(), now -> Promise.<Measurement>promise().future());
        beat(0);
        loop.run(() -> keeping.beat(T0.plusSeconds(6), changes::add));
        settle();
        assertThat(prometheus.asked(METRIC.query())).as("still asked").isEqualTo(1);
        beat(16);
        assertThat(prometheus.asked(METRIC.query())).as("given up").isEqualTo(2);

        shows(prometheus, "v1");
        beat(32);
        loop.run(() -> keeping.beat(T0.plusSeconds(34), changes::add));
        settle();
        assertThat(prometheus.asked(METRIC.query())).isEqualTo(3);
        beat(37);
    }
}
