package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A watchdog of {@link Scale} with so many objectives on the bot lane, each second, as a process on one core. */
final class ScaleDog implements AutoCloseable {

    /** How many objectives the heap of {@code bin/slo-watchdog} has room for. */
    private static final int SMALL = 2_000;

    /**
     * For more. Half of it stays in use; an old generation that is never full of what is not, a young one that the answers of a part of a
     * tick fit into, and no gaps left where something was, so that what is touched is used.
     */
    private static final String LARGE = "-Xms160m -Xmx160m -Xmn28m -XX:MarkSweepAlwaysCompactCount=1";

    private final Process process;
    private final URI metrics;
    private final Duration ready;
    private final Path log;

    private ScaleDog(Process process, URI metrics, Duration ready, Path log) {
        this.process = process;
        this.metrics = metrics;
        this.ready = ready;
        this.log = log;
    }

    /** What the JVM gets beside what the launcher gives it. */
    static String heap(int objectives) {
        return objectives <= SMALL ? "" : System.getProperty("scale.opts", LARGE);
    }

    static ScaleDog start(Path home, int objectives, ScalePage page, RedisServer redis) throws IOException {
        return start(home, objectives, page, redis, "");
    }

    /** @param serving further keys of {@code http}, each after a comma */
    static ScaleDog start(Path home, int objectives, ScalePage page, RedisServer redis, String serving)
            throws IOException {
        Path directory = Files.createDirectories(home.resolve("ours-" + objectives));
        int port = ServerProcess.freePort();
        for (int group = 0; group < ManyObjectives.GROUPS; group++) {
            Files.writeString(
                    directory.resolve("many-" + group + ".yaml"),
                    "groups:\n" + ManyObjectives.group(group, objectives, "1s", "bot"));
        }
        Files.writeString(directory.resolve("stop.yaml"), """
                groups:
                  - name: stop
                    interval: 1s
                    via: [bot]
                    objectives:
                      - {name: events, count: %s, expect: "== 0", on_breach: stop}
                """.formatted(ScalePage.EVENTS));
        Files.writeString(directory.resolve("watchdog.yaml"), """
                name: scale
                rules: [many-*.yaml, stop.yaml]
                prometheus: {url: 'http://127.0.0.1:1'}
                bot: {metrics: 'http://%s/metrics'}
                stop:
                  redis: {url: 'redis://127.0.0.1:%d', key: %s}
                  when_blind: {after: 5m, then: warn}
                http: {listen: '127.0.0.1:%d'%s}
                journal: {path: journal}
                phases: [{name: canary, soak: {window: 1h}}]
                phase: canary
                """.formatted(
                        page.address(), redis.port(), FlagWatch.KEY, port, serving));
        List<String> command = new ArrayList<>(pinned());
        command.add(home.resolve("bin/slo-watchdog").toString());
        command.addAll(
                List.of("run", "--config", directory.resolve("watchdog.yaml").toString()));
        Path log = directory.resolve("watchdog.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_OPTS", heap(objectives));
        Instant begin = Instant.now();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        URI url = URI.create("http://127.0.0.1:" + port);
        ServerProcess.await(
                "every objective measured once",
                Duration.ofMinutes(2),
                () -> !process.isAlive() || isReady(url.resolve("/-/ready")));
        if (!process.isAlive()) {
            throw new IOException("it ended at once: " + Files.readString(log));
        }
        return new ScaleDog(process, url.resolve("/metrics"), Duration.between(begin, Instant.now()), log);
    }

    /** What puts a process on the last core, where that can be done. */
    static List<String> pinned() {
        int last = Runtime.getRuntime().availableProcessors() - 1;
        return Files.isExecutable(Path.of("/usr/bin/taskset"))
                ? List.of("taskset", "-c", Integer.toString(last))
                : List.of();
    }

    private static boolean isReady(URI url) {
        try {
            return ((HttpURLConnection) url.toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    ScaleCost cost() {
        return ScaleCost.ours(process.pid(), metrics);
    }

    /** The port that it serves on. */
    int port() {
        return metrics.getPort();
    }

    /** What it was started with. */
    Path config() {
        return log.resolveSibling("watchdog.yaml");
    }

    /** The sum of the series of this metric that have this label; 0 while it does not answer. */
    double metric(String name, String label) {
        return ScaleCost.page(URI.create(metrics + "?name[]=" + name)).stream()
                .filter(line -> line.startsWith(name + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** From the start of the process until every objective had been measured once. */
    Duration ready() {
        return ready;
    }

    /** What it has told of not keeping up. */
    Optional<String> trouble() throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("ticks missed"))
                .findFirst();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
