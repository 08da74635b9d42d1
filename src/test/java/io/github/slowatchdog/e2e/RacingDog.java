package io.github.slowatchdog.e2e;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.ByHand;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.StopOrder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A watchdog as a process that counts duplicates on one lane, and afterwards also looks at the gauge. */
final class RacingDog implements AutoCloseable {

    private static final String LIVE = "{\"mode\":\"LIVE\",\"emergency_stop\":false}";
    private static final String COUNT = """
            groups:
              - name: race
                interval: %s
                via: [%s]
                objectives:
                  - {name: duplicates, count: %s, expect: "== 0", no_data: met, on_breach: stop}
            """;
    private static final String GAUGE = "      - {name: leverage, gauge: %s, expect: \"<= %d\", on_breach: stop}\n";

    private final String rules;
    private final Path directory;
    private final RedisServer redis;
    private final URI page;
    private final Settings settings;
    private final WatchdogProcess process;

    /** @param interval as the group says it */
    RacingDog(
            Path directory,
            RedisServer redis,
            String lane,
            String interval,
            URI prometheus,
            Duration scrape,
            String bot)
            throws IOException {
        this.rules = COUNT.formatted(interval, lane, Mishap.COUNTER);
        this.directory = Files.createDirectories(directory);
        this.redis = redis;
        int port = ServerProcess.freePort();
        this.page = URI.create("http://127.0.0.1:" + port + "/metrics");
        Files.writeString(directory.resolve("rules.yaml"), rules);
        Path config = Files.writeString(directory.resolve("watchdog.yaml"), """
                name: race
                rules: [rules.yaml]
                prometheus:
                  url: %s
                  timeout: 2s
                  freshness: {selector: 'up{job="%s"}', max_age: %ds}
                bot: {metrics: 'http://%s/metrics'}
                stop:
                  redis: {url: 'redis://127.0.0.1:%d', key: %s}
                  when_blind: {after: 1m, then: warn}
                http: {listen: '127.0.0.1:%d'}
                phases: [{name: canary, soak: {window: 1h}}]
                journal: {path: '%s'}
                """.formatted(
                        prometheus,
                        PeerStack.JOB,
                        scrape.toSeconds() * 4,
                        bot,
                        redis.port(),
                        FlagWatch.KEY,
                        port,
                        directory.resolve("journal")));
        this.settings = Stage.load(config);
        redis.set(FlagWatch.KEY, LIVE);
        this.process = WatchdogProcess.start(directory, "run", "-c", config.toString());
        await("it watches", "slo_watchdog_verdict", "slo=\"duplicates\"", "verdict=\"pass\"");
    }

    /** From now on it looks at the gauge as well. */
    void lookAtGauge() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("rules.yaml"), rules + GAUGE.formatted(Mishap.GAUGE, Mishap.LIMIT));
        process.signal("HUP");
        await("it looks at the gauge", "slo_watchdog_verdict", "slo=\"leverage\"", "verdict=\"pass\"");
    }

    /** The order that is in force. */
    Optional<StopOrder> order() {
        try (FlagStore store = FlagStore.open("race", settings.stop().redis())) {
            return store.order();
        }
    }

    /** Ends that order by force, since a count does not go back; the next event is a new breach all the same. */
    void release(StopOrder order) {
        try (FlagStore store = FlagStore.open("race", settings.stop().redis())) {
            ByHand.ReleaseOutcome outcome = new ByHand(store, InstantSource.system())
                    .release(order.id(), "bench", "next trial", true, Duration.ZERO);
            if (!(outcome instanceof ByHand.ReleaseOutcome.Released)) {
                throw new AssertionError(outcome.toString());
            }
        }
        await("it knows of the release", "slo_watchdog_stop", "state=\"clear\"");
        redis.set(FlagWatch.KEY, LIVE);
    }

    /** How many questions it has put to Prometheus. */
    long queries() {
        return Math.round(SeriesPage.at(page).sum("slo_watchdog_source_request_seconds_count", "lane=\"prometheus\""));
    }

    private void await(String what, String name, String... labels) {
        try {
            ServerProcess.await(what, () -> SeriesPage.at(page).sum(name, labels) == 1);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + process.log(), e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
