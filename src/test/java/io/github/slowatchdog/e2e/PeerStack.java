package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.AlertmanagerServer;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a user would build: a Prometheus with rules and two Alertmanagers, which differ in group_wait, and a Prometheus of its own
 * that posts to a shim. Rules are evaluated as often as it is scraped; each mishap has a rule group of its own, whose place in the
 * interval Prometheus draws from its name and path.
 */
final class PeerStack implements AutoCloseable {

    static final String JOB = "vanta-metrics";

    private final Path directory;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final PrometheusServer prometheus;
    private final PrometheusServer posting;

    PeerStack(
            Path directory,
            Duration interval,
            String bot,
            List<Mishap> mishaps,
            Function<Contestant, RedisServer> flags)
            throws IOException {
        this.directory = directory;
        Path rules = Files.writeString(directory.resolve("alerts.yml"), rules(mishaps));
        List<String> alertmanagers = List.of(
                alertmanager("0s", flags.apply(Contestant.ALERTMANAGER)),
                alertmanager("30s", flags.apply(Contestant.ALERTMANAGER_DEFAULT)));
        String shim = with(AlertHook.into(flags.apply(Contestant.SHIM))).address();
        String every = interval.toSeconds() + "s";
        prometheus = with(PrometheusServer.in(directory.resolve("prometheus"))
                .every(every)
                .scrape(JOB, bot)
                .alerting(rules, alertmanagers)
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

    private static String rules(List<Mishap> mishaps) {
        return mishaps.stream()
                .map(mishap -> """
                          - name: %s
                            rules: [{alert: Stop, expr: '%s', labels: {flag: '%s'}}]
                        """.formatted(mishap.name(), mishap.promql(), mishap.flag()))
                .collect(Collectors.joining("", "groups:\n", ""));
    }

    /** Host and port. */
    private String alertmanager(String groupWait, RedisServer flags) throws IOException {
        AlertHook hook = with(AlertHook.into(flags));
        return with(AlertmanagerServer.start(
                        directory.resolve("alertmanager-" + groupWait), ServerProcess.freePort(), """
                route: {receiver: flag, group_by: ['...'], group_wait: %s}
                receivers:
                  - name: flag
                    webhook_configs: [{url: 'http://%s/', send_resolved: false}]
                """.formatted(
                                        groupWait, hook.address())))
                .address();
    }

    /** The one with the Alertmanagers; the poller and the watchdog ask it, too. */
    PrometheusServer prometheus() {
        return prometheus;
    }

    /** The one that posts to the shim. */
    PrometheusServer posting() {
        return posting;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
    }
}
