package io.github.slowatchdog.e2e;

import io.github.slowatchdog.redis.ByHand;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import redis.clients.jedis.DefaultJedisClientConfig;

/**
 * How long a stop takes, on real servers on this machine: {@code bench/stop [TRIALS]}. Each trial injects one more duplicate
 * intent at a random moment of the scrape interval of 1 s, and watches Redis each half millisecond.
 */
public final class StopLatency {

    private static final String POLICY = "when_blind: {after: 1m, then: warn}\nrelease: {green_for: 0s}";

    private final List<double[]> trials = new ArrayList<>();
    private final Random random = new Random(1);

    private final FlagProbe probe;
    private final ScrapeDurations scrape;

    private StopLatency(FlagProbe probe, ScrapeDurations scrape) {
        this.probe = probe;
        this.scrape = scrape;
    }

    public static void main(String[] args) throws Exception {
        int count = args.length == 0 ? 30 : Integer.parseInt(args[0]);
        Path directory = Files.createTempDirectory("stop-latency");
        PrintStream table = System.out;
        System.setOut(System.err); // what the bot says is not of the table
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            stage.watch(prometheus.url().getPort(), Stage.DUPLICATES, POLICY);
            stage.awaitAllPass();
            StopLatency bench = new StopLatency(
                    stage.with(FlagProbe.at(
                            stage.redis().port(),
                            DefaultJedisClientConfig.builder()
                                    .serverDefaultProtocol()
                                    .build(),
                            Duration.ofNanos(500_000),
                            Stage.KEY)),
                    new ScrapeDurations(prometheus.url()));
            for (int i = -2; i < count; i++) { // two to warm up
                double[] trial = bench.trial(stage);
                if (i >= 0) {
                    bench.trials.add(trial);
                }
            }
            bench.print(table);
        } finally {
            BenchMachine.delete(directory);
        }
        System.exit(0); // what logs and serves need not end first
    }

    private double[] trial(Stage stage) {
        ServerProcess.await("the bot trades", () -> stage.bot().mode().equals("LIVE"));
        long pause = System.nanoTime()
                + Duration.ofMillis(1500 + random.nextInt(1000)).toNanos();
        ServerProcess.await("a random moment", () -> System.nanoTime() > pause);
        probe.arm();
        Instant injected = Instant.now();
        stage.bot().inject("duplicate");
        stage.awaitStopped();
        Instant confirmed = Instant.now();
        Instant flagged = probe.seen(Stage.KEY).orElseThrow();
        StopOrder order = stage.board().stop().order().orElseThrow();
        Instant sample = stage.view("duplicate_intents")
                .readings()
                .get(0)
                .last()
                .orElseThrow()
                .worst()
                .orElseThrow()
                .at();
        release(stage, order);
        Instant visible = sample.plusNanos(scrape.tookAt(sample).toNanos());
        return new double[] {
            millis(injected, sample),
            millis(sample, visible),
            millis(visible, flagged),
            millis(sample, order.at()),
            millis(order.at(), flagged),
            millis(injected, flagged),
            millis(injected, confirmed)
        };
    }

    /** Released by force, since a count does not go back; the next duplicate is a new breach all the same. */
    private static void release(Stage stage, StopOrder order) {
        try (FlagStore store = FlagStore.open("stage", stage.settings().stop().redis())) {
            new ByHand(store, InstantSource.system()).release(order.id(), "bench", "next trial", true, Duration.ZERO);
        }
        ServerProcess.await("released", () -> stage.board().stop().state() == StopState.CLEAR);
        stage.redis().set(Stage.KEY, "{\"mode\":\"LIVE\",\"emergency_stop\":false}");
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private void print(PrintStream table) {
        table.printf("%nStop latency, %d trials, scrape 1 s; %s%n%n", trials.size(), BenchMachine.told());
        table.printf("| step, ms | min | median | p95 | max |%n|---|---|---|---|---|%n");
        String[] steps = {
            "event to sample (waiting for the scrape)",
            "sample to end of its scrape",
            "end of the scrape to flag in Redis",
            "sample to decision",
            "decision to flag in Redis",
            "event to flag in Redis",
            "event to bot seen in DRY"
        };
        for (int step = 0; step < steps.length; step++) {
            int column = step;
            double[] sorted =
                    trials.stream().mapToDouble(trial -> trial[column]).sorted().toArray();
            table.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.1f |%n",
                    steps[step],
                    sorted[0],
                    sorted[sorted.length / 2],
                    sorted[(int) Math.ceil(sorted.length * 0.95) - 1],
                    Arrays.stream(sorted).max().orElse(Double.NaN));
        }
    }
}
