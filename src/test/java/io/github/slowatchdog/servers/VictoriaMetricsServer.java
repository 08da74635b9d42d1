package io.github.slowatchdog.servers;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A VictoriaMetrics of its own, filled by its import API; it shows fresh samples at once. */
public final class VictoriaMetricsServer implements MetricStore {

    private final int port = ServerProcess.freePort();
    private final ServerProcess process;

    private VictoriaMetricsServer(Path directory, List<String> flags) {
        List<String> command = new java.util.ArrayList<>(List.of(
                UnpackedServer.victoriaMetrics().toString(),
                "-httpListenAddr=127.0.0.1:" + port,
                "-storageDataPath=" + directory.resolve("data"),
                "-retentionPeriod=1d",
                "-search.latencyOffset=0s",
                "-search.disableCache"));
        command.addAll(flags);
        process = ServerProcess.start(command, port, directory, "run bin/test-servers");
        ServerProcess.await("VictoriaMetrics is ready", () -> MetricStore.answers(url().resolve("/health")));
    }

    /** Starts it and waits until it is ready. */
    public static VictoriaMetricsServer start(Path directory, String... flags) {
        return new VictoriaMetricsServer(directory, List.of(flags));
    }

    /** Takes in samples, which can be asked for when this returns. */
    public VictoriaMetricsServer knowing(History history) {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/api/v1/import/prometheus"))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(history.prometheusText()))
                .build();
        int status = MetricStore.send(request);
        if (status != 204) {
            throw new IllegalStateException("import into VictoriaMetrics: HTTP " + status);
        }
        ServerProcess.await(
                "VictoriaMetrics shows what was imported",
                () -> MetricStore.answers(url().resolve("/internal/force_flush")));
        return this;
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
