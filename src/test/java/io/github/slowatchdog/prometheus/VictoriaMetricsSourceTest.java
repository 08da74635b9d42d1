package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.History;
import io.github.slowatchdog.servers.MetricStore;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.servers.VictoriaMetricsServer;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VictoriaMetricsSourceTest extends PrometheusSourceContract {
    @Override
    MetricStore start(Path directory, History history) {
        return VictoriaMetricsServer.start(directory).knowing(history);
    }

    /** Without it the server answers for a second ago at the least, whatever its flag for the offset says. */
    @Override
    Map<String, String> params() {
        return Map.of("nocache", "1");
    }

    @Test
    void theMarkerAtTheEndOfASeriesIsNoSample(@TempDir Path directory) throws IOException {
        Vertx vertx = Vertx.vertx();
        Path scrape = Files.writeString(directory.resolve("scrape.yml"), "");
        try (FakeExporter exporter = FakeExporter.start().say("ends_total 1\n")) {
            Files.writeString(
                    scrape,
                    "scrape_configs:\n  - job_name: bot\n    scrape_interval: 1s\n    static_configs:\n      - targets: ['"
                            + exporter.address() + "']\n");
            try (VictoriaMetricsServer server =
                    VictoriaMetricsServer.start(directory, "-promscrape.config=" + scrape)) {
                PrometheusSource source =
                        PrometheusSource.create(vertx, Lanes.settings(server.url()), new Lanes.Requests());
                Instant began = Instant.now();
                ServerProcess.await("scrapes with the series", () -> exporter.scrapes() > 2);
                exporter.say("");
                int scrapes = exporter.scrapes();
                ServerProcess.await("scrapes without it", () -> exporter.scrapes() > scrapes + 2);
                server.knowing(new History());

                Measurement got = Awaited.result(
                        source.begin(Instant.now()).read(new Indicator.Gauge(Selector.parse("ends_total")), began));

                assertThat(got).isInstanceOf(Measurement.Samples.class);
                List<Series> series = ((Measurement.Samples) got).bySelector().get(0);
                assertThat(series).hasSize(1);
                assertThat(series.get(0).size()).isPositive();
                for (int i = 0; i < series.get(0).size(); i++) {
                    assertThat(series.get(0).value(i)).isEqualTo(1);
                }
            }
        } finally {
            Awaited.result(vertx.close());
        }
    }
}
