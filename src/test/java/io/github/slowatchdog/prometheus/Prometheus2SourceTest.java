package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.servers.History;
import io.github.slowatchdog.servers.MetricStore;
import io.github.slowatchdog.servers.PrometheusServer;
import java.nio.file.Path;

class Prometheus2SourceTest extends PrometheusSourceContract {
    @Override
    MetricStore start(Path directory, History history) {
        return PrometheusServer.in(directory).knowing(history).start();
    }
}
