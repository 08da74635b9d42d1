package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What many objectives cost on the prometheus lane: {@code bench/queries [OBJECTIVES [SECONDS]]}. Two watchdogs with the same objectives,
 * each with a Prometheus of its own that scrapes the same page each 5 s, run at the same time: one asks in batches, the other for each
 * selector by itself. A third Prometheus, which nobody asks, shows what the scrapes cost.
 */
public final class QueryCost {

    private static final String EVERY = "5s";
    private static final int SECONDS_A_TICK = 5;

    /** Kernel ticks of processor time a second, as {@code /proc} counts them on Linux. */
    private static final double TICKS = 100;

    /** A Prometheus and whoever asks it. */
    private record Side(PrometheusServer prometheus, WatchdogProcess watchdog, URI metrics) {

        Figures figures() {
            String told = page(metrics);
            return new Figures(
                    sum(
                            page(prometheus.url().resolve("/metrics")),
                            "prometheus_http_requests_total",
                            "/api/v1/query\""),
                    cpu(prometheus.process().pid()),
                    cpu(watchdog.pid()),
                    sum(told, "slo_watchdog_ticks_missed_total", ""),
                    sum(told, "slo_watchdog_measurements_total", ""),
                    sum(told, "slo_watchdog_unknown_total", ""));
        }
    }

    /** What has been counted since the start. */
    private record Figures(
            double questions, double server, double watchdog, double missed, double measurements, double unknown) {}

    private QueryCost() {}

    public static void main(String[] args) throws Exception {
        int objectives = args.length < 1 ? 1000 : Integer.parseInt(args[0]);
        int seconds = args.length < 2 ? 60 : Integer.parseInt(args[1]);
        Path directory = Files.createTempDirectory("query-cost");
        PrintStream table = System.out;
        System.setOut(System.err);
        try (FakeExporter exporter = FakeExporter.start().say(ManyObjectives.page(objectives, 7));
                RedisServer redis = RedisServer.start(Files.createDirectories(directory.resolve("redis")));
                PrometheusServer idle = prometheus(directory.resolve("idle"), exporter)) {
            Files.writeString(directory.resolve("rules.yaml"), ManyObjectives.rules(objectives, EVERY));
            Side apart = side(directory.resolve("apart"), exporter, redis, "batch: 1");
            Side together = side(directory.resolve("together"), exporter, redis, "");
            for (Side side : List.of(apart, together)) {
                ServerProcess.await(
                        "everything measured three times",
                        Duration.ofMinutes(2),
                        () -> answers(side) && side.figures().measurements() >= 3.0 * objectives);
            }
            List<Figures> before = List.of(apart.figures(), together.figures());
            double idleBefore = cpu(idle.process().pid());
            long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            ServerProcess.await("the measured time", Duration.ofSeconds(seconds + 60L), () -> System.nanoTime() >= end);
            List<Figures> after = List.of(apart.figures(), together.figures());
            double scrapes = cpu(idle.process().pid()) - idleBefore;
            print(table, objectives, seconds, before, after, scrapes);
            for (Side side : List.of(apart, together)) {
                side.watchdog().close();
                side.prometheus().close();
            }
        } finally {
            BenchMachine.delete(directory);
        }
        System.exit(0); // what logs and serves need not end first
    }

    private static PrometheusServer prometheus(Path directory, FakeExporter exporter) {
        return PrometheusServer.in(directory)
                .scrape("vanta-metrics", exporter)
                .every(EVERY)
                .start();
    }

    private static Side side(Path directory, FakeExporter exporter, RedisServer redis, String batch)
            throws IOException {
        PrometheusServer prometheus = prometheus(directory, exporter);
        int port = ServerProcess.freePort();
        Path file = Files.writeString(directory.resolve("watchdog.yaml"), """
                name: %s
                rules: [../rules.yaml]
                prometheus:
                  url: %s
                  freshness: {selector: 'up{job="vanta-metrics"}', max_age: 30s}
                  %s
                stop:
                  mode: shadow
                  redis: {url: 'redis://127.0.0.1:%d', key: %s}
                  when_blind: {after: 5m, then: warn}
                http: {listen: '127.0.0.1:%d'}
                phases: [{name: canary, soak: {window: 1h}}]
                phase: canary
                """.formatted(
                        directory.getFileName(), prometheus.url(), batch, redis.port(), directory.getFileName(), port));
        return new Side(
                prometheus,
                WatchdogProcess.start(directory, "run", "-c", file.toString()),
                URI.create("http://127.0.0.1:" + port + "/metrics"));
    }

    private static void print(
            PrintStream table, int objectives, int seconds, List<Figures> before, List<Figures> after, double scrapes) {
        table.printf(
                "%n%d objectives each %s on the prometheus lane, %d s; %s, load %s%n%n",
                objectives, EVERY, seconds, BenchMachine.told(), BenchMachine.load());
        table.printf("| | one question each | in batches | ratio |%n|---|---|---|---|%n");
        row(table, "questions a tick", before, after, Figures::questions, SECONDS_A_TICK / (double) seconds);
        row(table, "questions a second", before, after, Figures::questions, 1.0 / seconds);
        row(
                table,
                "Prometheus, % of a core, scrapes left out",
                before,
                after,
                Figures::server,
                100.0 / seconds,
                scrapes);
        row(table, "watchdog, % of a core", before, after, Figures::watchdog, 100.0 / seconds);
        row(table, "measurements of an objective", before, after, Figures::measurements, 1.0 / objectives);
        row(table, "of all measurements unknown", before, after, Figures::unknown, 1);
        row(table, "ticks missed", before, after, Figures::missed, 1);
    }

    private static void row(
            PrintStream table,
            String what,
            List<Figures> before,
            List<Figures> after,
            ToDoubleFunction<Figures> figure,
            double scale) {
        row(table, what, before, after, figure, scale, 0);
    }

    private static void row(
            PrintStream table,
            String what,
            List<Figures> before,
            List<Figures> after,
            ToDoubleFunction<Figures> figure,
            double scale,
            double less) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            values.add((figure.applyAsDouble(after.get(i)) - figure.applyAsDouble(before.get(i)) - less) * scale);
        }
        table.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %s |%n",
                what,
                values.get(0),
                values.get(1),
                values.get(0) > 0 ? String.format(Locale.ROOT, "%.3f", values.get(1) / values.get(0)) : "");
    }

    private static boolean answers(Side side) {
        try {
            return !page(side.metrics()).isEmpty();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String page(URI url) {
        try (InputStream answer = url.toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sum of the series of a metric whose line has this text. */
    private static double sum(String page, String metric, String having) {
        return page.lines()
                .filter(line -> line.startsWith(metric + "{") && line.contains(having))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Processor time that a process has used, in seconds. */
    private static double cpu(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
