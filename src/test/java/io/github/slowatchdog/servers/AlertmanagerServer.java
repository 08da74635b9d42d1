package io.github.slowatchdog.servers;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An Alertmanager of its own, which tells nobody unless it is given whom; its data in a directory of the test. */
public final class AlertmanagerServer implements AutoCloseable {

    private static final String INSTALL = "install it (Debian: apt-get install prometheus-alertmanager)";

    private final Path directory;
    private final int port;
    private ServerProcess process;

    private AlertmanagerServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.process = launch();
    }

    /** One on a free port. */
    public static AlertmanagerServer start(Path directory) {
        return start(directory, ServerProcess.freePort());
    }

    public static AlertmanagerServer start(Path directory, int port) {
        return start(directory, port, "{route: {receiver: none}, receivers: [{name: none}]}");
    }

    /** @param config its configuration file */
    public static AlertmanagerServer start(Path directory, int port, String config) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("alertmanager.yml"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AlertmanagerServer(directory, port);
    }

    private ServerProcess launch() {
        ServerProcess started = ServerProcess.start(
                List.of(
                        "prometheus-alertmanager",
                        "--config.file=" + directory.resolve("alertmanager.yml"),
                        "--storage.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="),
                port,
                directory,
                INSTALL);
        ServerProcess.await("Alertmanager is ready", () -> MetricStore.answers(URI.create(url() + "/-/ready")));
        return started;
    }

    /** Starts it again after it was killed: the same port, nothing known. */
    public void restart() {
        process.close();
        process = launch();
    }

    public ServerProcess process() {
        return process;
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    public String url() {
        return "http://" + address();
    }

    /** The alerts that are active now, each by its labels. */
    public List<JsonObject> alerts() {
        try {
            String body = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url() + "/api/v2/alerts?active=true"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            List<JsonObject> alerts = new ArrayList<>();
            new JsonArray(body).forEach(alert -> alerts.add((JsonObject) alert));
            return alerts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The names of the alerts that are active now. */
    public List<String> names() {
        return alerts().stream()
                .map(alert -> alert.getJsonObject("labels").getString("alertname"))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        process.close();
    }
}
