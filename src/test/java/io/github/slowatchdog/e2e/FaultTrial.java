package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One trial of a row: a bot, a Prometheus and a Redis for each side, the sides themselves, and what is done to them. */
final class FaultTrial implements AutoCloseable {

    private static final String CLEAR = "{\"mode\":\"LIVE\",\"emergency_stop\":false}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BACK_AFTER = Duration.ofSeconds(2);

    private final FaultRow row;
    private final Path directory;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<FaultSide, FaultRedis> redis = new EnumMap<>(FaultSide.class);
    private final Map<FaultSide, AlertHook> hooks = new ConcurrentHashMap<>();
    private final Map<FaultSide, Instant> recovered = new ConcurrentHashMap<>();
    private final FaultGround ground;
    private final Path config;
    private volatile Optional<WatchdogProcess> watchdog = Optional.empty();
    private volatile Optional<NaivePoller> poller = Optional.empty();
    private Instant event = Instant.MAX;

    /** How long it took; negative if it was there before; empty if never. From the recovery only where there is one. */
    record Seen(Optional<Duration> sinceEvent, Optional<Duration> sinceRecovery) {}

    FaultTrial(Path directory, FaultRow row) throws Exception {
        this.row = row;
        this.directory = Files.createDirectories(directory);
        Map<FaultSide, FaultRedis> started = new ConcurrentHashMap<>();
        each(side -> started.put(side, new FaultRedis(directory.resolve(side.word()), row.traits())));
        redis.putAll(started);
        String hook = hook(FaultSide.ALERTMANAGER, 0).address();
        String shim = hook(FaultSide.DIRECT, 0).address();
        this.ground = new FaultGround(directory, row.has(FaultRow.Trait.BORN), row.question(), hook, shim);
        this.config = FaultConfiguration.write(directory, row, ground, redis(FaultSide.OURS));
    }

    private AlertHook hook(FaultSide side, int port) {
        AlertHook hook = AlertHook.start(port, redis(side)::connect);
        hooks.put(side, hook);
        return hook;
    }

    /** Puts up everything, plays the row, and tells when each flag was seen. */
    Map<FaultSide, Seen> play() throws Exception {
        if (row.has(FaultRow.Trait.BLIND_STOPS)) {
            ground.awaitScrapes(); // a Prometheus that has just begun has nothing yet, which is blind
        }
        start(FaultSide.OURS);
        start(FaultSide.NAIVE);
        ground.awaitScrapes();
        await("it watches", "to=pass");
        if (redis.values().stream().anyMatch(FaultRedis::saysStop)) {
            throw new AssertionError("a flag before anything happened:\n" + log());
        }
        row.script().play(this);
        long end = System.nanoTime() + row.patience().toNanos();
        awaitUntil(end, one -> one.seen().isPresent());
        Map<FaultSide, Seen> seen = new EnumMap<>(FaultSide.class);
        redis.forEach((side, one) -> seen.put(side, seen(side, one.seen())));
        return seen;
    }

    private Seen seen(FaultSide side, Optional<Instant> at) {
        Optional<Instant> from = Optional.ofNullable(recovered.get(side));
        return new Seen(
                at.map(when -> Duration.between(event, when)),
                at.flatMap(when -> from.map(begin -> Duration.between(begin, when))));
    }

    /** Whether it became true of all in that time. */
    private boolean awaitUntil(long end, Predicate<FaultRedis> condition) throws InterruptedException {
        while (!redis.values().stream().allMatch(condition)) {
            if (System.nanoTime() > end) {
                return false; // that is what the table shows
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    /** What is done to one of the sides. */
    @FunctionalInterface
    interface Deed<T> {
        void to(T one) throws Exception;
    }

    /** To all sides at once. */
    void each(Deed<FaultSide> deed) throws Exception {
        atOnce(Arrays.asList(FaultSide.values()), deed);
    }

    /** To the Redis of each side at once. */
    void eachRedis(Deed<FaultRedis> deed) throws Exception {
        atOnce(redis.values(), deed);
    }

    <T> void atOnce(Iterable<T> all, Deed<T> deed) throws Exception {
        List<Callable<Boolean>> deeds = new ArrayList<>();
        all.forEach(one -> deeds.add(() -> {
            deed.to(one);
            return true;
        }));
        for (Future<Boolean> done : threads.invokeAll(deeds)) {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(row.name(), e.getCause());
            }
        }
    }

    /** Starts what writes the flag of this side; webhook and shim where they were. */
    void start(FaultSide side) {
        switch (side) {
            case OURS -> watchdog = Optional.of(WatchdogProcess.start(directory, "run", "-c", config.toString()));
            case NAIVE -> {
                NaivePoller.Task task = new NaivePoller.Task(
                        InstantQuery.of(ground.prometheus().url(), row.question()), FaultRedis.KEY);
                poller = Optional.of(NaivePoller.start(
                        task, Duration.ofSeconds(1), redis(side).port()));
            }
            case ALERTMANAGER, DIRECT ->
                hook(side, Objects.requireNonNull(hooks.get(side)).port());
        }
    }

    /** kill -9 of what writes the flag of this side. */
    void kill(FaultSide side) throws InterruptedException {
        switch (side) {
            case OURS -> watchdog.orElseThrow().kill();
            case NAIVE -> poller.orElseThrow().close();
            case ALERTMANAGER, DIRECT -> Objects.requireNonNull(hooks.get(side)).close();
        }
    }

    /** Each is killed as it is about to write the flag, and started again some time later. */
    void ambush() {
        redis.forEach((side, one) -> one.ambush(() -> threads.execute(() -> {
            try {
                kill(side);
                pause(BACK_AFTER);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            recovered.put(side, Instant.now());
            start(side);
        })));
    }

    /** The breach happens. */
    void breach() {
        begin();
        ground.raise(FaultGround.COUNTER);
    }

    /** What the row is about happens now; no flag that was seen before counts. */
    void begin() {
        redis.values().forEach(FaultRedis::forget);
        event = Instant.now();
    }

    /** The breach happens; a flag that was set since the last one counts as set before it. */
    void breachAgain() {
        event = Instant.now();
        ground.raise(FaultGround.COUNTER);
    }

    /** From now on the fault is taken away. */
    void recovering() {
        Instant now = Instant.now();
        redis.keySet().forEach(side -> recovered.put(side, now));
    }

    /** All have set their flag. */
    void awaitAllSet() throws InterruptedException {
        if (!awaitUntil(
                System.nanoTime() + PATIENCE.toNanos(), one -> one.seen().isPresent())) {
            throw new AssertionError("no plain stop:\n" + log());
        }
    }

    /** Somebody writes over the flags. */
    void clearByHand(FaultSide... sides) {
        for (FaultSide side : sides) {
            redis(side).tell(jedis -> jedis.set(FaultRedis.KEY, CLEAR));
        }
    }

    /** As an operator does, with the command. */
    void release() throws InterruptedException {
        String order = redis(FaultSide.OURS)
                .ask(jedis -> new JsonObject(jedis.get("slo-watchdog:{" + FaultRedis.KEY + "}:order"))
                        .getJsonObject("order")
                        .getString("id"));
        List<String> words = new ArrayList<>(List.of("release", "--order", order, "--by", "bench"));
        words.addAll(List.of("--reason", "next", "--force", "-c", config.toString()));
        try (WatchdogProcess release = WatchdogProcess.start(directory, words.toArray(String[]::new))) {
            if (release.exit() != 0) {
                throw new AssertionError(release.log());
            }
        }
        await("it knows of the release", "released");
    }

    void pause(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.max(0, time.toMillis()));
    }

    FaultGround ground() {
        return ground;
    }

    private FaultRedis redis(FaultSide side) {
        return Objects.requireNonNull(redis.get(side));
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
        threads.shutdownNow();
        watchdog.ifPresent(WatchdogProcess::close);
        poller.ifPresent(NaivePoller::close);
        ground.close();
        hooks.values().forEach(AlertHook::close);
        for (FaultRedis one : redis.values()) {
            one.close();
        }
    }
}
