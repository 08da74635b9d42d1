package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.Relay;
import io.github.slowatchdog.servers.SentinelServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;

/** One trial of a row: a Redis of its own, a watchdog as a process, the naive poller beside it, and what is done to them. */
final class FaultTrial implements AutoCloseable {

    static final String KEY = Stage.KEY;

    private static final String CLEAR = "{\"mode\":\"LIVE\",\"emergency_stop\":false}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What is not there by then counts as not set. */
    private static final Duration LATEST = Duration.ofSeconds(30);
    /** The poller is one line beside ours: it is not waited for as long. */
    private static final Duration PEER_PATIENCE = Duration.ofSeconds(15);
    /** Who looks and repairs is not shut out by what shuts out the others. */
    private static final String[] PERSON = {"--user", "bench", "on", "nopass", "~*", "&*", "+@all"};

    private static final JedisClientConfig AS_PERSON = DefaultJedisClientConfig.builder()
            .user("bench")
            .password("any")
            .serverDefaultProtocol()
            .build();

    private final FaultGround ground;
    private final FaultRow row;
    private final String counter;
    private final Path directory;
    private final RedisServer redis;
    private final List<AutoCloseable> others = new ArrayList<>();
    private final FlagProbe probe;
    private final int port;
    private final String address;
    private final Path config;
    private volatile boolean swallowing;
    private Optional<WatchdogProcess> watchdog = Optional.empty();
    private Optional<NaivePoller> poller = Optional.empty();
    private Instant breached = Instant.MAX;
    private Optional<Instant> recovered = Optional.empty();

    /** How long it took; negative if it was there before; empty if never. From the recovery only where there is one. */
    record Seen(Optional<Duration> sinceBreach, Optional<Duration> sinceRecovery) {}

    FaultTrial(FaultGround ground, FaultRow row, String counter) throws IOException {
        this.ground = ground;
        this.row = row;
        this.counter = counter;
        this.directory = Files.createDirectories(ground.directory().resolve(counter));
        this.redis = RedisServer.start(directory, PERSON);
        FaultRow.Kind kind = row.kind();
        RedisServer looked = redis;
        if (kind == FaultRow.Kind.SENTINEL) {
            looked = with(RedisServer.replicaOf(redis, directory, PERSON));
            address = "redis-sentinel://127.0.0.1:" + sentinel(redis) + "/" + SentinelServer.MASTER;
            port = redis.port();
        } else {
            port = kind == FaultRow.Kind.RELAY ? with(hole()).port() : redis.port();
            address = "redis://127.0.0.1:" + port;
        }
        this.probe = with(FlagProbe.at(looked.port(), AS_PERSON, Duration.ofMillis(5), KEY, NaivePoller.KEY));
        this.config = configuration();
    }

    private int sentinel(RedisServer master) {
        return with(SentinelServer.start(directory, master, 1))
                .address()
                .nodes()
                .get(1)
                .port();
    }

    private <T extends AutoCloseable> T with(T other) {
        others.add(0, other);
        return other;
    }

    /** Once it swallows, a connection that has lost something is not mended: the rest of it would not fit. */
    private Relay hole() {
        Set<Socket> broken = ConcurrentHashMap.newKeySet();
        Relay.Way way = (bytes, length, to) -> {
            if (swallowing || broken.contains(to)) {
                broken.add(to);
            } else {
                to.getOutputStream().write(bytes, 0, length);
            }
        };
        return Relay.start(redis.port(), way, way);
    }

    private Path configuration() throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                groups:
                  - name: faults
                    interval: 1s
                    via: %s
                    objectives:
                      - {name: fault, %s, expect: "== 0", no_data: met, on_breach: stop}
                """.formatted(
                        row.kind() == FaultRow.Kind.BOTH_LANES ? "[bot, prometheus]" : "[prometheus]",
                        row.kind() == FaultRow.Kind.INCREASE
                                ? "expr: 'sum(increase(" + counter + "[5m]))'"
                                : "count: " + counter));
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                name: bench
                rules: [rules.yaml]
                prometheus:
                  url: %s
                  timeout: 2s
                  freshness: {selector: 'up{job="%s"}', max_age: 5s}
                bot: {metrics: '%s'}
                stop:
                  mode: enforce
                  redis: {url: '%s', key: %s}
                  when_blind: {after: 1m, then: warn}
                http: {listen: '127.0.0.1:0'}
                phases: [{name: canary, soak: {window: 1h}}]
                phase: canary
                journal: {path: '%s'}
                """.formatted(
                ground.prometheus().url(), FaultGround.JOB, ground.page(), address, KEY, directory.resolve("journal")));
    }

    /** Puts up everything, plays the row, and tells when the flags were seen: ours first. */
    List<Seen> play() throws Exception {
        if (row.kind() != FaultRow.Kind.BORN) {
            ground.declare(counter);
        }
        startWatchdog();
        startPoller();
        await("it watches", "to=pass");
        row.script().play(this);
        awaitFlag(KEY, LATEST);
        awaitFlag(NaivePoller.KEY, row.kind() == FaultRow.Kind.SENTINEL ? Duration.ZERO : PEER_PATIENCE);
        return List.of(seen(KEY), seen(NaivePoller.KEY));
    }

    private Seen seen(String key) {
        Optional<Instant> at = probe.seen(key);
        return new Seen(
                at.map(when -> Duration.between(breached, when)),
                at.flatMap(when -> recovered.map(from -> Duration.between(from, when))));
    }

    private boolean awaitFlag(String key, Duration limit) {
        try {
            ServerProcess.await("flag", limit, () -> probe.seen(key).isPresent());
            return true;
        } catch (AssertionError e) {
            return false; // that is what the table shows
        }
    }

    void startWatchdog() {
        watchdog = Optional.of(with(WatchdogProcess.start(directory, "run", "-c", config.toString())));
    }

    void startPoller() {
        poller = Optional.of(with(NaivePoller.start(ground.prometheus().url(), counter, port)));
    }

    /** kill -9, of the poller as well. */
    void killBoth() throws InterruptedException {
        watchdog.orElseThrow().kill();
        poller.orElseThrow().close();
    }

    void startBoth() {
        startPoller();
        startWatchdog();
    }

    /** The event happens. */
    void breach() {
        probe.arm();
        breached = Instant.now();
        ground.raise(counter);
    }

    /** From now on the fault is taken away. */
    void recovering() {
        recovered = Optional.of(Instant.now());
    }

    /** Both have set their flag. */
    void awaitBoth() {
        if (!awaitFlag(KEY, PATIENCE) || !awaitFlag(NaivePoller.KEY, PEER_PATIENCE)) {
            throw new AssertionError("no plain stop:\n" + log());
        }
    }

    /** What was seen so far does not count any more. */
    void forget() {
        probe.arm();
    }

    void clearByHand(String... keys) {
        tell(jedis -> List.of(keys).forEach(key -> jedis.set(key, CLEAR)));
    }

    /** As an operator does, with the command. */
    void release() throws InterruptedException {
        String order = redis.ask(
                AS_PERSON,
                jedis -> new JsonObject(jedis.get("slo-watchdog:{" + KEY + "}:order"))
                        .getJsonObject("order")
                        .getString("id"));
        String[] command = {"release", "--order", order, "--by", "bench", "--reason", "next", "--force"};
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of("-c", config.toString()));
        WatchdogProcess release = with(WatchdogProcess.start(directory, words.toArray(String[]::new)));
        if (release.exit() != 0) {
            throw new AssertionError(release.log());
        }
        await("it knows of the release", "released");
    }

    void pause(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    void swallow(boolean all) {
        swallowing = all;
    }

    FaultGround ground() {
        return ground;
    }

    RedisServer redis() {
        return redis;
    }

    void tell(Consumer<Jedis> order) {
        redis.ask(AS_PERSON, jedis -> {
            order.accept(jedis);
            return true;
        });
    }

    String log() {
        return watchdog.map(WatchdogProcess::log).orElse("");
    }

    private void await(String what, String line) {
        try {
            ServerProcess.await(what, PATIENCE, () -> log().contains(line));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + log(), e);
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable other : others) {
            other.close();
        }
        redis.close();
    }
}
