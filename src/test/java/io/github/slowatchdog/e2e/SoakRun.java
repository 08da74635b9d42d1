package io.github.slowatchdog.e2e;

import io.github.slowatchdog.demo.DemoBot;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A soak in real time, on real servers, while things are killed: {@code bench/soak [MINUTES]}. Every two to three minutes the
 * watchdog, Prometheus or Redis dies by kill -9 and comes back some seconds later; the watchdog only in the first half, so that one
 * process lives long enough to show whether it grows. The soak must pass, nothing may stop the bot, and at the end one
 * duplicate intent must.
 */
public final class SoakRun implements AutoCloseable {

    private static final Duration SAMPLE = Duration.ofSeconds(15);

    private final Path home;
    private final Duration length;
    private final Random random = new Random(4);
    private final RedisServer redis;
    private final DemoBot bot;
    private final PrometheusServer prometheus;
    private final int port = ServerProcess.freePort();
    private final Path config;
    private final SoakFigures figures = new SoakFigures();
    private ServerProcess watchdog;

    private SoakRun(Path home, Duration length) throws IOException {
        this.home = home;
        this.length = length;
        redis = RedisServer.start(home);
        bot = DemoBot.start("--redis", "127.0.0.1:" + redis.port());
        prometheus = PrometheusServer.in(home)
                .scrape("vanta-metrics", bot.url().getAuthority())
                .start();
        config = SoakFigures.configuration(home, length, prometheus, bot, redis, port);
        watchdog = launch();
    }

    /** Arguments: the directory with bin/, lib/ and rules/ of an installed watchdog, and for how many minutes. */
    public static void main(String[] args) throws Exception {
        PrintStream table = System.out;
        System.setOut(System.err); // what the bot says is not of the table
        Path home = Path.of(args[0]);
        try (SoakRun run = new SoakRun(home, Duration.ofMinutes(Long.parseLong(args[1])))) {
            run.soak();
            boolean stopped = run.duplicate();
            run.figures.print(table, home.resolve("journal/journal.jsonl"), stopped);
        }
        System.exit(0); // what serves need not end first
    }

    private ServerProcess launch() {
        List<String> command =
                List.of(home.resolve("bin/slo-watchdog").toString(), "run", "--config", config.toString());
        return ServerProcess.start(command, port, home, "build it: mvn -DskipTests package");
    }

    private void soak() throws Exception {
        Instant begin = Instant.now();
        Instant end = begin.plus(length);
        Instant fault = begin.plusSeconds(90);
        Instant sample = begin;
        while (Instant.now().isBefore(end)) {
            TimeUnit.SECONDS.sleep(1);
            if (!Instant.now().isBefore(sample)) {
                sample = sample.plus(SAMPLE);
                figures.sample(begin, watchdog.pid(), status(), metrics());
            }
            if (Instant.now().isAfter(fault) && fault.isBefore(end.minusSeconds(90))) {
                boolean early = Duration.between(begin, fault).compareTo(length.dividedBy(2)) < 0;
                harm(random.nextInt(early ? 3 : 2), 3 + random.nextInt(18));
                fault = Instant.now().plusSeconds(120 + random.nextInt(61));
            }
        }
        figures.atTheEnd(status(), falseStop());
    }

    private void harm(int what, int away) throws InterruptedException {
        String name = List.of("Redis", "Prometheus", "the watchdog").get(what);
        figures.harmed(name);
        System.err.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " kill -9 " + name + ", away for " + away
                + " s and its start");
        switch (what) {
            case 0 -> {
                redis.kill();
                TimeUnit.SECONDS.sleep(away);
                redis.start();
            }
            case 1 -> {
                prometheus.process().kill();
                TimeUnit.SECONDS.sleep(away);
                prometheus.restart();
            }
            default -> {
                watchdog.kill();
                TimeUnit.SECONDS.sleep(away);
                watchdog = launch();
            }
        }
    }

    private Optional<JsonObject> status() {
        return read("/api/v1/status").map(JsonObject::new);
    }

    private Optional<String> metrics() {
        return read("/metrics");
    }

    private Optional<String> read(String path) {
        try (var page = URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
            return Optional.of(new String(page.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.err.println(path + ": " + e);
            return Optional.empty();
        }
    }

    private boolean falseStop() {
        return redis.get(Stage.KEY).isPresent() || !bot.mode().equals("LIVE");
    }

    /** Whether one duplicate intent stops the bot. */
    private boolean duplicate() {
        Instant injected = Instant.now();
        bot.inject("duplicate");
        try {
            ServerProcess.await("the bot is in DRY", () -> bot.mode().equals("DRY"));
            System.err.println("stopped after " + Duration.between(injected, Instant.now()));
            ServerProcess.await(
                    "stop confirmed",
                    () -> status().map(status -> status.getJsonObject("stop"))
                            .map(stop -> "confirmed".equals(stop.getString("state")))
                            .orElse(false));
            return true;
        } catch (AssertionError e) {
            System.err.println(e.getMessage());
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        Files.writeString(home.resolve("samples.csv"), figures.csv());
        watchdog.close();
        prometheus.close();
        bot.close();
        redis.close();
    }
}
