package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.ByHand;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.Relay;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.FlagDocument;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;

/**
 * One Redis, one bot, and one watchdog after the other: each round kills the one that watches, and the one that takes over is
 * released and watches on. So a round costs one start.
 */
final class KillLane implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ORDER_KEY = "slo-watchdog:{exec_mode}:order";
    private static final int GOOD = 1;
    private static final int BAD = 99;

    /** What a round was like. */
    record Round(Killing.Moment moment, boolean inStart, boolean flagWritten) {}

    private final Path directory;
    private final RedisServer redis;
    private final ObedientBot bot;
    private final Relay relay;
    private final Path config;
    private final Set<String> released = new HashSet<>();
    private volatile Relay.Tap tap = new Open();
    private Optional<WatchdogProcess> watching = Optional.empty();
    /** How long the last takeover took: a kill in mid-start falls within it. */
    private Duration takeover = Duration.ofMillis(500);

    private KillLane(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.redis = RedisServer.start(directory);
        this.bot = ObedientBot.obeying(redis);
        this.relay = Relay.through(redis.port(), new Swapped());
        this.config = configuration();
    }

    static KillLane open(Path directory) throws IOException {
        return new KillLane(directory);
    }

    /** Kills the watchdog at a moment of a stop, perhaps its successor too, and asserts that the stop is there. */
    Round round(String name, Killing.Moment moment, Random random) throws InterruptedException {
        WatchdogProcess first = watching.orElseGet(this::start);
        await(name + ": it watches", first, "to=pass");
        Killing killing = new Killing(moment, random, first);
        tap = killing;
        bot.depth(BAD);
        killing.carryOut();
        first.close();
        tap = new Open();
        boolean flagWritten = saysStop();

        boolean inStart = random.nextInt(4) == 0;
        String before = inForce();
        if (inStart) {
            killInStart(random);
            assertThat(saysStop() || !flagWritten).as(name).isTrue();
        }
        before = before.isEmpty() ? inForce() : before;
        long began = System.nanoTime();
        WatchdogProcess second = start();
        await(name + ": it stops", second, "stop confirmed");
        takeover = Duration.ofNanos(System.nanoTime() - began);
        assertStopped(name, second, before);

        bot.depth(GOOD);
        await(name + ": it has recovered", second, "to=pass");
        release(name, second, inForce());
        return new Round(moment, inStart, flagWritten);
    }

    private void killInStart(Random random) throws InterruptedException {
        try (WatchdogProcess early = start()) {
            TimeUnit.MICROSECONDS.sleep(random.nextInt((int) (takeover.toNanos() / 1000)));
            early.kill();
            assertThat(early.log()).doesNotContain("released");
        }
    }

    private WatchdogProcess start() {
        WatchdogProcess started = WatchdogProcess.start(directory, "run", "-c", config.toString());
        watching = Optional.of(started);
        return started;
    }

    private void assertStopped(String name, WatchdogProcess second, String before) {
        String order = inForce();
        String log = second.log();
        assertThat(saysStop()).as(name).isTrue();
        assertThat(bot.mode()).as(name).isEqualTo("DRY");
        assertThat(order).as(name + log).isNotEmpty();
        assertThat(before).as(name + log).isIn("", order);
        assertThat(log.lines().filter(line -> line.contains("stop written")))
                .as(name)
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("order=" + order);
        assertThat(log).as(name).doesNotContain("released");
        assertThat(releases()).as(name).isSubsetOf(released).doesNotContain(order);
    }

    /** As {@code slo-watchdog release --force} does. */
    private void release(String name, WatchdogProcess watchdog, String order) {
        Settings.Redis direct = new Settings.Redis(
                redis.address(),
                Optional.empty(),
                Optional.empty(),
                Settings.Tls.STANDARD,
                "exec_mode",
                FlagDocument.standard(),
                Duration.ofSeconds(5));
        try (FlagStore store = FlagStore.open("stage", direct)) {
            released.add(order);
            assertThat(new ByHand(store, InstantSource.system()).release(order, "ann", name, true, Duration.ZERO))
                    .as(name + watchdog.log())
                    .isInstanceOf(ByHand.ReleaseOutcome.Released.class);
        }
        await(name + ": it knows of the release", watchdog, "released");
        assertThat(saysStop()).as(name).isFalse();
    }

    private static void await(String what, WatchdogProcess watchdog, String line) {
        ServerProcess.await(what, PATIENCE, () -> {
            String log = watchdog.log();
            assertThat(watchdog.isAlive()).as(what + "\n" + log).isTrue();
            return log.contains(line);
        });
    }

    private boolean saysStop() {
        return redis.get("exec_mode").orElse("").contains("\"emergency_stop\":true");
    }

    /** The order in force; empty if there is none. */
    private String inForce() {
        JsonObject record = record();
        return record.containsKey("release")
                ? ""
                : record.getJsonObject("order", new JsonObject()).getString("id", "");
    }

    /** Whatever has been released, as far as Redis remembers. */
    private Set<String> releases() {
        JsonObject record = record();
        Set<String> ids = new HashSet<>();
        record.getJsonArray("earlier", new JsonArray())
                .forEach(one -> ids.add(((JsonObject) one).getString("order_id")));
        Optional.ofNullable(record.getJsonObject("release")).ifPresent(one -> ids.add(one.getString("order_id")));
        return ids;
    }

    private JsonObject record() {
        return new JsonObject(redis.get(ORDER_KEY).orElse("{}"));
    }

    private Path configuration() throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                groups:
                  - name: queue
                    interval: 100ms
                    objectives:
                      - name: depth
                        probe: {url: 'http://127.0.0.1:%d/status', json: $.depth}
                        expect: "< 10"
                        on_breach: stop
                """.formatted(bot.port()));
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                name: stage
                rules: [rules.yaml]
                prometheus: {url: 'http://127.0.0.1:1'}
                stop:
                  redis: {url: 'redis://127.0.0.1:%d'}
                  confirm: {probe: {url: 'http://127.0.0.1:%d/status', json: $.mode}, expect: "== DRY"}
                  when_blind: {after: 1m, then: warn}
                http: {listen: '127.0.0.1:0'}
                phases: [{name: canary, soak: {window: 1h}}]
                phase: canary
                """.formatted(relay.port(), bot.port()));
    }

    @Override
    public void close() {
        watching.ifPresent(WatchdogProcess::close);
        relay.close();
        bot.close();
        redis.close();
    }

    /** Passes everything on. */
    private static final class Open implements Relay.Tap {

        @Override
        public int toServer(String said) {
            return said.length();
        }

        @Override
        public int toClient(String answered) {
            return answered.length();
        }
    }

    /** The tap of the round that is under way. */
    private final class Swapped implements Relay.Tap {

        @Override
        public int toServer(String said) {
            return tap.toServer(said);
        }

        @Override
        public int toClient(String answered) {
            return tap.toClient(answered);
        }
    }
}
