package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.servers.History;
import io.github.slowatchdog.servers.MetricStore;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.UnpackedServer;
import java.nio.file.Path;

class Prometheus3SourceTest extends PrometheusSourceContract {
    @Override
    MetricStore start(Path directory, History history) {
        return PrometheusServer.in(directory)
                .binary(UnpackedServer.prometheus3())
                .knowing(history)
                .start();
    }
}
