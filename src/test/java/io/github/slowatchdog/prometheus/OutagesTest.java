package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A Prometheus that scrapes, and is killed, frozen and started again. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class OutagesTest {

    private static final Indicator COUNT = new Indicator.Count(Selector.parse("events_total"), Optional.empty());

    private final Vertx vertx = Vertx.vertx();
    private final FakeExporter exporter = FakeExporter.start().say("events_total 0\n");
    private final Instant began = Instant.now();

    @TempDir
    Path directory;

    private Optional<PrometheusServer> server = Optional.empty();
    private Optional<PrometheusSource> source = Optional.empty();

    @BeforeEach
    void start() {
        PrometheusServer started =
                PrometheusServer.in(directory).scrape("bot", exporter).start();
        server = Optional.of(started);
        source = Optional.of(PrometheusSource.create(
                vertx, Lanes.settings(started.url(), Duration.ofSeconds(1), 1 << 20), new Lanes.Requests()));
        ServerProcess.await("the first scrapes", () -> exporter.scrapes() > 2 && newest() == 0);
    }

    @AfterEach
    void stop() {
        server.ifPresent(PrometheusServer::close);
        exporter.close();
        Awaited.result(vertx.close());
    }

    private PrometheusServer server() {
        return server.orElseThrow();
    }

    private Measurement read() {
        return Awaited.result(source.orElseThrow().begin(Instant.now()).read(COUNT, began));
    }

    /** The newest value of the counter; -1 where there is none to be had. */
    private double newest() {
        if (read() instanceof Measurement.Samples samples
                && !samples.bySelector().get(0).isEmpty()) {
            Series series = samples.bySelector().get(0).get(0);
            return series.value(series.size() - 1);
        }
        return -1;
    }

    private void assertFailure(Reason reason) {
        assertThat(read())
                .isInstanceOfSatisfying(
                        Measurement.Failure.class,
                        failure -> assertThat(failure.reason())
                                .as(failure.detail())
                                .isEqualTo(reason));
        assertThat(source.orElseThrow().isUp()).isFalse();
    }

    @Test
    void whatItScrapesIsRead() {
        exporter.say("events_total 3\nevents_total{kind=\"born\"} 1\n");

        ServerProcess.await(
                "both series",
                () -> read() instanceof Measurement.Samples samples
                        && samples.bySelector().get(0).size() == 2);

        MetricSource.Context context =
                Awaited.result(source.orElseThrow().begin(Instant.now()).context(began));
        assertThat(context).isInstanceOfSatisfying(MetricSource.Context.Read.class, read -> {
            assertThat(read.ups()).hasSize(1);
            assertThat(read.ups().get(0).labels().get("instance")).isEqualTo(exporter.address());
            assertThat(read.starts()).hasSize(1);
        });
    }

    @Test
    void killedAndStartedAgainItHasWhatItHad() {
        List<Series> before = ((Measurement.Samples) read()).bySelector().get(0);
        server().process().kill();
        assertFailure(Reason.ERROR);

        exporter.say("events_total 7\n");
        server().restart();

        ServerProcess.await("a scrape after the restart", () -> newest() == 7);
        Series after = ((Measurement.Samples) read()).bySelector().get(0).get(0);
        assertThat(after.at(0)).isEqualTo(before.get(0).at(0));
        assertThat(after.value(0)).isZero();
        assertThat(source.orElseThrow().isUp()).isTrue();
    }

    @Test
    void frozenItIsATimeoutAndThawedItIsFine() {
        server().process().freeze();
        try {
            assertFailure(Reason.TIMEOUT);
            assertFailure(Reason.TIMEOUT);
        } finally {
            server().process().thaw();
        }

        ServerProcess.await("an answer", () -> newest() == 0);
    }

    @Test
    void aSeriesThatEndsLeavesItsSamplesAndNoMarkerAmongThem() {
        exporter.say("");
        int scrapes = exporter.scrapes();
        ServerProcess.await("scrapes without it", () -> exporter.scrapes() > scrapes + 2);

        Series series = ((Measurement.Samples) read()).bySelector().get(0).get(0);
        for (int i = 0; i < series.size(); i++) {
            assertThat(series.value(i)).isZero();
        }
    }
}
