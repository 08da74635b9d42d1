package io.github.slowatchdog.e2e;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.redis.FlagStore;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Whether the flag is set in time while there is much to do: {@code bench/load [TRIALS [CLIENTS]]}. One watchdog has a page of
 * 100,000 series, 10,000 objectives and many clients that never pause; the same one, with ten objectives on a page of their own
 * and nobody who asks, is what it is compared with. They take turns, so that both have the same machine.
 */
public final class Load {

    private static final int ROUNDS = 3;
    private static final int OBJECTIVES = 10_000;
    private static final int SERIES = 100_000;
    private static final int FEW = 10;
    private static final double AT_MOST = 2;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What the clients ask for, each of them one. */
    private static final List<String> PATHS = List.of(
            "/api/v1/status",
            "/api/v1/objectives",
            "/api/v1/objectives/events",
            "/api/v1/soak",
            "/api/v1/gate?status=200",
            "/api/v1/journal?after=0",
            "/metrics",
            "/metrics?name[]=slo_watchdog_stop");

    private final Path home;
    private final int trials;
    private final int clients;
    private final Random random = new Random();
    private final RedisServer redis;
    private final FlagWatch flags;
    private final Map<Place, List<Trial>> seen = new EnumMap<>(Place.class);
    private final Map<Place, Double> missed = new EnumMap<>(Place.class);
    private final List<String> notes = new ArrayList<>();

    /** What there is to do. */
    private enum Place {
        IDLE("10 objectives, no clients"),
        LARGE("10,000 objectives, no clients"),
        BUSY("the same, with the clients");

        private final String told;

        Place(String told) {
            this.told = told;
        }
    }

    /** One breach: on the page, first read from there, decided, and written. */
    private record Trial(Instant breach, Instant sample, Instant decision, Instant flag) {}

    private Load(Path home, int trials, int clients) {
        this.home = home;
        this.trials = trials;
        this.clients = clients;
        this.redis = RedisServer.start(home);
        this.flags = FlagWatch.of(redis);
        for (Place place : Place.values()) {
            seen.put(place, new ArrayList<>());
            missed.put(place, 0.0);
        }
    }

    /** Arguments: the directory of an installed watchdog; trials of each in a round, clients. */
    public static void main(String[] args) throws Exception {
        PrintStream table = System.out;
        System.setOut(System.err);
        Load load = new Load(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        String before = BenchMachine.load();
        load.run();
        boolean reached = load.print(table, before);
        System.exit(reached ? 0 : 1);
    }

    private void run() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (ScalePage page = ScalePage.start(FEW);
                    ScaleDog dog = begin(FEW, page)) {
                trials(Place.IDLE, dog, page);
            }
            try (ScalePage page = ScalePage.start(OBJECTIVES, SERIES - OBJECTIVES * 12 / 10);
                    ScaleDog dog = begin(OBJECTIVES, page)) {
                trials(Place.LARGE, dog, page);
                crowd(dog, page, round);
            }
        }
    }

    private ScaleDog begin(int objectives, ScalePage page) throws IOException, InterruptedException {
        redis.ask(jedis -> jedis.flushAll());
        Path before = home.resolve("ours-" + objectives);
        if (Files.exists(before)) {
            BenchMachine.delete(before); // its journal would have the stop of the last round resumed
        }
        ScaleDog dog = ScaleDog.start(
                home, objectives, page, redis, ", max_connections: " + (clients + 50) + ", max_listeners: 8");
        TimeUnit.SECONDS.sleep(3); // the first verdicts are told
        return dog;
    }

    private void crowd(ScaleDog dog, ScalePage page, int round) throws Exception {
        long begin = System.nanoTime();
        try (BusyClients busy = BusyClients.asking(dog.port(), clients, PATHS)) {
            ServerProcess.await("they are busy", PATIENCE, () -> busy.scrapes() > clients);
            trials(Place.BUSY, dog, page);
            double took = (System.nanoTime() - begin) / 1e9;
            notes.add(String.format(
                    Locale.ROOT,
                    "round %d: %.0f answers and %.1f MiB a second, %d not answered; RSS at most %.0f MiB",
                    round + 1,
                    busy.scrapes() / took,
                    busy.bytes() / took / 1024 / 1024,
                    busy.troubles(),
                    dog.cost().mostRss()));
        }
    }

    private void trials(Place place, ScaleDog dog, ScalePage page) throws Exception {
        double before = dog.cost().missed();
        Settings.Redis settings = Stage.load(dog.config()).stop().redis();
        try (FlagStore person = FlagStore.open("scale", settings)) {
            for (Duration moment : Moments.spread(trials, TICK, TICK, random).all()) {
                TimeUnit.MILLISECONDS.sleep(
                        Math.floorMod(moment.toMillis() - System.currentTimeMillis(), TICK.toMillis()));
                Objects.requireNonNull(seen.get(place)).add(trial(dog, page, person));
            }
        }
        missed.merge(place, dog.cost().missed() - before, Double::sum);
    }

    private Trial trial(ScaleDog dog, ScalePage page, FlagStore person) {
        flags.arm(FlagWatch.KEY);
        Instant breach = Instant.now();
        page.event();
        ServerProcess.await(
                "the flag", PATIENCE, () -> flags.seen(FlagWatch.KEY).isPresent());
        // a release in the middle of the write would leave a flag that says stop, which is then adopted
        ServerProcess.await("its own write", PATIENCE, () -> dog.metric("slo_watchdog_stop", "state=\"written\"") == 1);
        StopOrder order = person.order().orElseThrow();
        Trial trial = new Trial(
                breach,
                page.sampled().orElseThrow(),
                order.at(),
                flags.seen(FlagWatch.KEY).orElseThrow());
        person.release(new Release(order.id(), "bench", "next trial", Instant.now(), true));
        ServerProcess.await("the release", PATIENCE, () -> dog.metric("slo_watchdog_stop", "state=\"clear\"") == 1);
        return trial;
    }

    private boolean print(PrintStream table, String before) {
        table.printf(
                "%n%d trials of each, %d clients; each second; %s, load %s at the start, %s at the end%n%n",
                Objects.requireNonNull(seen.get(Place.IDLE)).size(),
                clients,
                BenchMachine.told(),
                before,
                BenchMachine.load());
        table.println("| s | | least | median | p95 | most | of idle | ticks missed |");
        table.println("|---|---|---|---|---|---|---|---|");
        boolean reached = lines(table, "breach to flag", Trial::breach) <= AT_MOST;
        lines(table, "sample to flag", Trial::sample);
        lines(table, "decision to flag", Trial::decision);
        notes.forEach(note -> table.println("- " + note));
        return reached;
    }

    /** The ratio of the medians, that with the clients to idle. */
    private double lines(PrintStream table, String what, Function<Trial, Instant> from) {
        Spread idle = spread(Place.IDLE, from);
        for (Place place : Place.values()) {
            Spread took = spread(place, from);
            table.printf(
                    Locale.ROOT,
                    "| %s | %s | %.3f | %.3f | %.3f | %.3f | %.2f | %.0f |%n",
                    what,
                    place.told,
                    took.min(),
                    took.median(),
                    took.p95(),
                    took.max(),
                    took.median() / idle.median(),
                    missed.get(place));
        }
        return spread(Place.BUSY, from).median() / idle.median();
    }

    private Spread spread(Place place, Function<Trial, Instant> from) {
        return Spread.of(Objects.requireNonNull(seen.get(place)).stream()
                .map(trial -> Duration.between(from.apply(trial), trial.flag()))
                .toList());
    }
}
