package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.AlertmanagerServer;
import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the sides of a trial have in common: the bot's page, and the Prometheus and Alertmanager of the peers, which ours asks too. */
final class FaultGround implements AutoCloseable {

    static final String COUNTER = "fault_total";
    static final String GAUGE = "fault_level";
    static final String NOISE = "noise_total";
    static final int LIMIT = 2;

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int SCRAPES = 3;

    private final FakeExporter exporter = FakeExporter.start();
    private final TreeMap<String, Integer> page = new TreeMap<>();
    private final PeerStack peers;

    /**
     * Puts them up, and waits until the page has been scraped some times.
     *
     * @param question what the peers ask
     * @param hook of the Alertmanager, host and port
     * @param shim to which a Prometheus posts, likewise
     */
    FaultGround(Path directory, boolean born, String question, String hook, String shim) throws IOException {
        page.put(NOISE, 0);
        page.put(GAUGE, LIMIT);
        if (!born) {
            page.put(COUNTER, 0);
        }
        say();
        List<PeerStack.Alert> alerts = List.of(
                new PeerStack.Alert("fault", question, FaultRedis.KEY),
                new PeerStack.Alert("noise", "sum(increase(" + NOISE + "[5m])) > 0", "noise"));
        peers = new PeerStack(
                directory,
                INTERVAL,
                exporter.address(),
                alerts,
                List.of(new PeerStack.Route("0s", "", hook)), // one group, as it is without group_by
                shim);
    }

    void awaitScrapes() {
        for (PrometheusServer one : stores().toList()) {
            InstantQuery scraped = InstantQuery.of(one.url(), "count_over_time(up[1m]) >= " + SCRAPES);
            ServerProcess.await("scrapes", scraped::findsNow);
        }
    }

    /** The one that ours and the poller ask, which also tells the Alertmanager. */
    PrometheusServer prometheus() {
        return peers.prometheus();
    }

    /** That one, and the one that posts to the shim. */
    Stream<PrometheusServer> stores() {
        return Stream.of(peers.prometheus(), peers.posting());
    }

    AlertmanagerServer alertmanager() {
        return peers.alertmanagers().get(0);
    }

    /** Where the page is. */
    String page() {
        return "http://" + exporter.address() + "/metrics";
    }

    /** One more; a counter that was not there is born at 1. */
    synchronized void raise(String counter) {
        page.merge(counter, 1, Integer::sum);
        say();
    }

    synchronized void set(String series, int value) {
        page.put(series, value);
        say();
    }

    /** A crash of the bot, which is back at once with its counter at 0. */
    synchronized void restartBot() {
        exporter.started(Instant.now());
        set(COUNTER, 0);
    }

    /** The page is gone for good. */
    void killBot() {
        exporter.close();
    }

    /** A moment after the next scrape but one, far enough from both of its neighbours for something short. */
    Instant betweenScrapes() {
        return ScrapeClock.of(prometheus().url(), PeerStack.JOB, INTERVAL)
                .at(INTERVAL.multipliedBy(3).dividedBy(10), Instant.now().plus(INTERVAL));
    }

    private void say() {
        exporter.say(page.entrySet().stream()
                .map(one -> "# TYPE " + one.getKey() + (one.getKey().equals(GAUGE) ? " gauge\n" : " counter\n")
                        + one.getKey() + " " + one.getValue() + "\n")
                .collect(Collectors.joining()));
    }

    @Override
    public void close() throws Exception {
        peers.close();
        exporter.close();
    }
}
