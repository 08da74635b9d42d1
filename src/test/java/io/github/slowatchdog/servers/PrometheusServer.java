package io.github.slowatchdog.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Prometheus of its own: configuration and data in a directory of the test. Its first scrape comes only some seconds after its
 * start; a test that needs samples at once gives it a {@link History}.
 */
public final class PrometheusServer implements MetricStore {

    private static final String INSTALL = "install prometheus (Debian: apt-get install prometheus)";

    private final String binary;
    private final Path directory;
    private final int port;
    private final List<String> flags;
    private final boolean secure;
    private ServerProcess process;

    private PrometheusServer(Settings settings) {
        this.binary = settings.binary;
        this.directory = settings.directory;
        this.port = ServerProcess.freePort();
        this.flags = List.copyOf(settings.flags);
        this.secure = settings.secure;
        this.process = launch();
    }

    /** A server in this directory, not yet started; by default the {@code prometheus} of PATH, which scrapes nothing. */
    public static Settings in(Path directory) {
        return new Settings(directory);
    }

    /** What a server is started with. */
    public static final class Settings {
        private final Path directory;
        private final List<String> targets = new ArrayList<>();
        private final List<String> flags = new ArrayList<>();
        private String binary = "prometheus";
        private String interval = "1s";
        private History history = new History();
        private String sections = "";
        private boolean secure;

        private Settings(Path directory) {
            this.directory = directory;
        }

        public Settings binary(Path binary) {
            this.binary = binary.toString();
            return this;
        }

        /** Scrapes this exporter, as a job of this name. */
        public Settings scrape(String job, FakeExporter exporter) {
            return scrape(job, exporter.address());
        }

        /** Scrapes /metrics of this host and port, as a job of this name. */
        public Settings scrape(String job, String address) {
            targets.add("  - job_name: " + job + "\n    static_configs:\n      - targets: ['" + address + "']\n");
            return this;
        }

        /** How often it scrapes, as Prometheus writes it; default {@code 1s}. */
        public Settings every(String interval) {
            this.interval = interval;
            return this;
        }

        /** What it knows of the time before its start. */
        public Settings knowing(History history) {
            this.history = history;
            return this;
        }

        /** Evaluates these rule files as often as it scrapes, and posts its alerts to each of these Alertmanagers. */
        public Settings alerting(Path rules, List<String> alertmanagers) {
            sections = """
                    rule_files: ['%s']
                    alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
                    """.formatted(rules, String.join("', '", alertmanagers));
            return this;
        }

        /** A flag of its command line. */
        public Settings flag(String flag) {
            flags.add(flag);
            return this;
        }

        /** It speaks TLS only, and asks who it is talking to: it counts as ready when it listens. */
        public Settings securely() {
            secure = true;
            return this;
        }

        /** Starts it and waits until it is ready. */
        public PrometheusServer start() {
            try {
                Files.createDirectories(directory);
                Files.writeString(
                        directory.resolve("prometheus.yml"),
                        "global:\n  scrape_interval: " + interval + "\n  scrape_timeout: " + interval
                                + "\n  evaluation_interval: " + interval + "\n" + sections
                                + (targets.isEmpty()
                                        ? ""
                                        : "scrape_configs:\n" + targets.stream().collect(Collectors.joining())));
                backfill();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new PrometheusServer(this);
        }

        private void backfill() throws IOException {
            String text = history.openMetrics();
            if (text.startsWith("#")) {
                return;
            }
            Path file = directory.resolve("history.om");
            Files.writeString(file, text);
            Process promtool = new ProcessBuilder(
                            "promtool",
                            "tsdb",
                            "create-blocks-from",
                            "openmetrics",
                            file.toString(),
                            directory.resolve("data").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("promtool.log").toFile())
                    .start();
            try {
                if (!promtool.waitFor(30, TimeUnit.SECONDS) || promtool.exitValue() != 0) {
                    promtool.destroyForcibly();
                    throw new IOException("promtool failed: " + Files.readString(directory.resolve("promtool.log")));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    private ServerProcess launch() {
        List<String> command = new ArrayList<>(List.of(
                binary,
                "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-lifecycle"));
        command.addAll(flags);
        ServerProcess started = ServerProcess.start(command, port, directory, INSTALL);
        ServerProcess.await("Prometheus is ready", () -> !started.isAlive() || secure || isReady());
        return started;
    }

    private boolean isReady() {
        return MetricStore.answers(url().resolve(url().getPath() + "/-/ready"));
    }

    @Override
    public URI url() {
        String prefix = flags.stream()
                .filter(flag -> flag.startsWith("--web.route-prefix="))
                .map(flag -> flag.substring(flag.indexOf('=') + 1))
                .findFirst()
                .orElse("");
        return URI.create((secure ? "https" : "http") + "://127.0.0.1:" + port + prefix);
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    /** Starts it again after it was killed: the same port, the same data. */
    public void restart() {
        process.close();
        process = launch();
    }

    @Override
    public void close() {
        process.close();
    }
}
