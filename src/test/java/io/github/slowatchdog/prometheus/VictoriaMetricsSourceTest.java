package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.servers.History;
import io.github.slowatchdog.servers.MetricStore;
import io.github.slowatchdog.servers.VictoriaMetricsServer;
import java.nio.file.Path;

class VictoriaMetricsSourceTest extends PrometheusSourceContract {
    @Override
    MetricStore start(Path directory, History history) {
        return VictoriaMetricsServer.start(directory).knowing(history);
    }
}
