package io.github.slowatchdog.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What one side of {@link Scale} has cost up to a moment.
 *
 * @param cpu seconds of processor time
 * @param missed ticks, or evaluations, that could not run
 * @param ticks those that should have
 * @param took seconds that the newest one took
 */
record ScaleCost(double cpu, double missed, double ticks, double took, double rss, double mostRss) {

    private static final double TICKS_A_SECOND = 100;

    /** Of a watchdog. */
    static ScaleCost ours(long pid, URI metrics) {
        List<String> page = page(URI.create(
                metrics + "?name[]=slo_watchdog_ticks_missed_total" + "&name[]=slo_watchdog_tick_duration_seconds"));
        return of(
                pid,
                highest(page, "slo_watchdog_ticks_missed_total"),
                Double.NaN,
                highest(page, "slo_watchdog_tick_duration_seconds"));
    }

    /** Of a Prometheus. */
    static ScaleCost peer(long pid, URI server) {
        List<String> page = page(server.resolve("/metrics"));
        return of(
                pid,
                highest(page, "prometheus_rule_group_iterations_missed_total"),
                highest(page, "prometheus_rule_group_iterations_total"),
                highest(page, "prometheus_rule_group_last_duration_seconds"));
    }

    private static ScaleCost of(long pid, double missed, double ticks, double took) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            List<String> kernel = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
            return new ScaleCost(
                    (Double.parseDouble(words[11]) + Double.parseDouble(words[12])) / TICKS_A_SECOND,
                    missed,
                    ticks,
                    took,
                    EnduranceFigures.field(kernel, "VmRSS:") / 1024,
                    EnduranceFigures.field(kernel, "VmHWM:") / 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a stretch of time has cost. */
    ScaleCost since(ScaleCost before) {
        return new ScaleCost(cpu - before.cpu, missed - before.missed, ticks - before.ticks, took, rss, mostRss);
    }

    /** In percent of a core. */
    double cores(Duration length) {
        return 100 * cpu / (length.toMillis() / 1000.0);
    }

    /** Lines of a page; none while it is not served. */
    static List<String> page(URI url) {
        try (InputStream answer = url.toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The highest value of a metric over its series; 0 if there is none. */
    static double highest(List<String> page, String metric) {
        return page.stream()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(0);
    }
}
