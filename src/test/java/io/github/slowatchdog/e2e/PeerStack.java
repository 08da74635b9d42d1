package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.AlertmanagerServer;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a user would build: a Prometheus with rules and Alertmanagers, and a Prometheus of its own that posts to a shim. Rules are
 * evaluated as often as it is scraped; each alert has a rule group of its own, whose place in the interval Prometheus draws from
 * its name and path.
 */
final class PeerStack implements AutoCloseable {

    static final String JOB = "vanta-metrics";

    private final Path directory;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<AlertmanagerServer> alertmanagers = new ArrayList<>();
    private final PrometheusServer prometheus;
    private final PrometheusServer posting;

    /** An alert, and the key of the flag that it is to set. */
    record Alert(String name, String promql, String flag) {}

    /**
     * An Alertmanager.
     *
     * @param grouping labels of {@code group_by}; empty: all alerts are one group
     * @param hook host and port of the webhook that it tells
     */
    record Route(String groupWait, String grouping, String hook) {}

    /** @param shim host and port of what the second Prometheus posts to */
    PeerStack(Path directory, Duration interval, String bot, List<Alert> alerts, List<Route> routes, String shim)
            throws IOException {
        this.directory = directory;
        Path rules = Files.writeString(directory.resolve("alerts.yml"), rules(alerts));
        for (Route route : routes) {
            alertmanagers.add(with(alertmanager(route)));
        }
        String every = interval.toSeconds() + "s";
        prometheus = with(PrometheusServer.in(directory.resolve("prometheus"))
                .every(every)
                .scrape(JOB, bot)
                .alerting(
                        rules,
                        alertmanagers.stream().map(AlertmanagerServer::address).toList())
                .start());
        posting = with(PrometheusServer.in(directory.resolve("posting"))
                .every(every)
                .scrape(JOB, bot)
                .alerting(rules, List.of(shim))
                .flag("--rules.alert.resend-delay=1s")
                .start());
    }

    private <T extends AutoCloseable> T with(T other) {
        running.push(other);
        return other;
    }

    private static String rules(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> """
                          - name: %s
                            rules: [{alert: Stop, expr: '%s', labels: {flag: '%s'}}]
                        """.formatted(alert.name(), alert.promql(), alert.flag()))
                .collect(Collectors.joining("", "groups:\n", ""));
    }

    private AlertmanagerServer alertmanager(Route route) {
        return AlertmanagerServer.start(
                directory.resolve("alertmanager-" + route.groupWait()), ServerProcess.freePort(), """
                route: {receiver: flag, group_by: [%s], group_wait: %s}
                receivers:
                  - name: flag
                    webhook_configs: [{url: 'http://%s/', send_resolved: false}]
                """.formatted(
                                route.grouping(), route.groupWait(), route.hook()));
    }

    /** The one with the Alertmanagers; the poller and the watchdog ask it, too. */
    PrometheusServer prometheus() {
        return prometheus;
    }

    /** The one that posts to the shim. */
    PrometheusServer posting() {
        return posting;
    }

    /** In the order of the routes. */
    List<AlertmanagerServer> alertmanagers() {
        return List.copyOf(alertmanagers);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
    }
}
