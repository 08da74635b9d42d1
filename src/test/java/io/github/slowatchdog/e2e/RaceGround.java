package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One bot, and all contestants round it, for one scrape interval: up when this is made. */
final class RaceGround implements AutoCloseable {

    static final Duration BOT_LANE_INTERVAL = Duration.ofMillis(200);

    private static final Duration PAUSE = Duration.ofMillis(200);
    /** The bot's counters are scraped, and every rule has been evaluated. */
    private static final int SCRAPES = 3;

    private final Duration interval;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Map<Contestant, RedisServer> redis = new EnumMap<>(Contestant.class);
    private final Map<Contestant, FlagWatch> watches = new EnumMap<>(Contestant.class);
    private final Map<Contestant, RacingDog> dogs = new EnumMap<>(Contestant.class);
    private final MishapBot bot;
    private final PeerStack peers;
    private final NaivePoller poller;

    RaceGround(Path directory, Duration interval, List<Mishap> mishaps) throws IOException {
        Files.createDirectories(directory);
        this.interval = interval;
        for (Contestant one : Contestant.values()) {
            redis.put(one, with(RedisServer.start(directory)));
            watches.put(one, with(FlagWatch.of(redisOf(one))));
        }
        bot = with(new MishapBot(mishaps));
        peers = with(new PeerStack(
                directory,
                interval,
                bot.address(),
                mishaps.stream().map(Mishap::alert).toList(),
                List.of(
                        new PeerStack.Route("0s", "'...'", hook(Contestant.ALERTMANAGER)),
                        new PeerStack.Route("30s", "'...'", hook(Contestant.ALERTMANAGER_DEFAULT))),
                hook(Contestant.SHIM)));
        awaitScrapes(peers.prometheus().url());
        awaitScrapes(peers.posting().url());
        poller = with(NaivePoller.start(
                task(mishaps.get(0)), PAUSE, redisOf(Contestant.POLLER).port()));
        dogs.put(Contestant.STORE_LANE, dog(directory, Contestant.STORE_LANE, "prometheus", "1s"));
        dogs.put(Contestant.BOT_LANE, dog(directory, Contestant.BOT_LANE, "bot", BOT_LANE_INTERVAL.toMillis() + "ms"));
    }

    private <T extends AutoCloseable> T with(T other) {
        running.push(other);
        return other;
    }

    private String hook(Contestant one) {
        return with(AlertHook.into(redisOf(one))).address();
    }

    private RedisServer redisOf(Contestant one) {
        return java.util.Objects.requireNonNull(redis.get(one));
    }

    private RacingDog dog(Path directory, Contestant one, String lane, String interval) throws IOException {
        return with(new RacingDog(
                directory.resolve(lane),
                redisOf(one),
                lane,
                interval,
                peers.prometheus().url(),
                this.interval,
                bot.address()));
    }

    private void awaitScrapes(URI prometheus) {
        String question =
                "count_over_time(up[" + interval.multipliedBy(SCRAPES + 1).toSeconds() + "s]) >= " + SCRAPES;
        InstantQuery scraped = InstantQuery.of(prometheus, question);
        ServerProcess.await("scrapes", interval.multipliedBy(SCRAPES + 3).plusSeconds(30), scraped::findsNow);
    }

    Duration interval() {
        return interval;
    }

    MishapBot bot() {
        return bot;
    }

    NaivePoller poller() {
        return poller;
    }

    RacingDog dog(Contestant ours) {
        return java.util.Objects.requireNonNull(dogs.get(ours));
    }

    Stream<Contestant> ours() {
        return dogs.keySet().stream();
    }

    NaivePoller.Task task(Mishap mishap) {
        return new NaivePoller.Task(InstantQuery.of(peers.prometheus().url(), mishap.promql()), mishap.flag());
    }

    /** Finds the sample of that event as soon as the Prometheus that (c) and (d) ask shows it. */
    InstantQuery sampleOf(Mishap mishap) {
        return InstantQuery.of(peers.prometheus().url(), mishap.series() + " > 0");
    }

    /** So many of these mishaps; the Prometheus of (a) evaluates their rules in all parts of the interval after its scrape. */
    List<Mishap> evenly(List<Mishap> pool, int count) throws IOException {
        return Evaluations.of(peers.prometheus().url(), interval)
                .evenly(pool, count, scrapes().one());
    }

    /** When that Prometheus scrapes. */
    ScrapeClock scrapes() {
        return ScrapeClock.of(peers.prometheus().url(), PeerStack.JOB, interval);
    }

    /** When the other one does. */
    ScrapeClock otherScrapes() {
        return ScrapeClock.of(peers.posting().url(), PeerStack.JOB, interval);
    }

    /** From now on ours look at the gauge as well. */
    void lookAtGauges() throws IOException, InterruptedException {
        for (RacingDog dog : dogs.values()) {
            dog.lookAtGauge();
        }
    }

    /** How many questions of one moment that Prometheus has answered. */
    long counted() {
        URI page = peers.prometheus().url().resolve("/metrics");
        return Math.round(SeriesPage.at(page).sum("prometheus_http_requests_total", "handler=\"/api/v1/query\""));
    }

    /** Ours have one flag, which is set anew in each trial. */
    void arm() {
        watches.values().forEach(watch -> watch.arm(FlagWatch.KEY));
    }

    /** How long after a SET of the bench itself a watch has noticed it: so much of each figure is the measuring. */
    Spread noticing(int times) {
        Contestant where = Contestant.ALERTMANAGER_DEFAULT;
        String key = FlagWatch.KEY + ":noticing";
        FlagWatch watch = java.util.Objects.requireNonNull(watches.get(where));
        List<Duration> took = new ArrayList<>();
        redisOf(where).tell(jedis -> {
            for (int i = 0; i < times; i++) {
                LockSupport.parkNanos(PAUSE.toNanos() / 4);
                watch.arm(key);
                Instant before = Instant.now();
                jedis.set(key, "{\"emergency_stop\":true}");
                ServerProcess.await("word of a SET", () -> watch.seen(key).isPresent());
                took.add(Duration.between(before, watch.seen(key).orElseThrow()));
            }
        });
        return Spread.of(took);
    }

    /** When the flag of this mishap was set there. */
    Optional<Instant> flagged(Contestant one, Mishap mishap) {
        return java.util.Objects.requireNonNull(watches.get(one)).seen(one.isOurs() ? FlagWatch.KEY : mishap.flag());
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
    }
}
