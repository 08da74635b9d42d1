package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How many objectives one watchdog can look at each second on the bot lane, beside a Prometheus with as many alerting rules:
 * {@code bench/scale}. One after the other, so that neither takes processors from the other.
 */
public final class Scale {

    private static final Duration WARM = Duration.ofSeconds(6);

    private final Path home;
    private final PrintStream table;
    private final Duration length;
    private final RedisServer redis;
    private final FlagWatch flags;

    private Scale(Path home, PrintStream table, Duration length) {
        this.home = home;
        this.table = table;
        this.length = length;
        this.redis = RedisServer.start(home);
        this.flags = FlagWatch.of(redis);
    }

    /** What one number of objectives came to. */
    private record Step(int objectives, long series, Ours ours, ScaleCost peer) {}

    private record Ours(ScaleCost cost, Duration ready, Optional<Duration> flag, Optional<String> trouble) {}

    /** Arguments: the directory of an installed watchdog, how long each is looked at, and numbers of objectives. */
    public static void main(String[] args) throws Exception {
        PrintStream table = System.out;
        System.setOut(System.err);
        Path home = Path.of(args[0]);
        table.printf(
                "%n%s, load %s; %s%n", BenchMachine.told(), BenchMachine.load(), BenchMachine.version("prometheus"));
        ParserRun.print(home, table);
        Scale scale = new Scale(home, table, Duration.ofSeconds(Long.parseLong(args[1])));
        List<Integer> numbers = Stream.of(args).skip(2).map(Integer::parseInt).toList();
        boolean reached = scale.run(numbers);
        table.printf("%nLoad at the end %s%n", BenchMachine.load());
        System.exit(reached ? 0 : 1);
    }

    private boolean run(List<Integer> numbers) throws Exception {
        table.printf(
                "%nEach second, looked at for %d s; the watchdog %s, with -Xmx64m up to 2000 objectives, then with %s%n%n",
                length.toSeconds(),
                ScaleDog.pinned().isEmpty() ? "on all cores" : "on one core",
                ScaleDog.heap(Integer.MAX_VALUE));
        table.println(
                "| objectives | series | who | missed | newest tick, s | of a core, % | CPU an objective and tick, us |"
                        + " RSS, MiB | at most | ready, s | breach to flag, s |");
        table.println("|---|---|---|---|---|---|---|---|---|---|---|");
        List<Step> steps = new ArrayList<>();
        for (int objectives : numbers) {
            steps.add(step(objectives));
        }
        return conclude(steps);
    }

    private Step step(int objectives) throws Exception {
        try (ScalePage page = ScalePage.start(objectives)) {
            Ours ours = ours(objectives, page);
            row(
                    objectives,
                    page.series(),
                    "slo-watchdog",
                    ours.cost(),
                    String.format(
                            Locale.ROOT,
                            "%.1f | %s",
                            ours.ready().toMillis() / 1000.0,
                            ours.flag()
                                    .map(took -> String.format(Locale.ROOT, "%.2f", took.toMillis() / 1000.0))
                                    .orElse("**never**")));
            ScaleCost peer = peer(objectives, page);
            row(objectives, page.series(), "Prometheus", peer, " | ");
            return new Step(objectives, page.series(), ours, peer);
        }
    }

    private Ours ours(int objectives, ScalePage page) throws Exception {
        redis.ask(jedis -> jedis.flushAll());
        try (ScaleDog dog = ScaleDog.start(home, objectives, page, redis)) {
            pause(WARM);
            ScaleCost before = dog.cost();
            Instant end = Instant.now().plus(length);
            pause(length.dividedBy(2).plusMillis((long) (Math.random() * 1000)));
            flags.arm(FlagWatch.KEY);
            Instant event = Instant.now();
            page.event();
            pause(Duration.between(Instant.now(), end));
            ScaleCost cost = dog.cost().since(before);
            Optional<Duration> flag = flags.seen(FlagWatch.KEY).map(seen -> Duration.between(event, seen));
            return new Ours(cost, dog.ready(), flag, dog.trouble());
        }
    }

    private ScaleCost peer(int objectives, ScalePage page) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(home.resolve("peer-" + objectives));
        Path rules = Files.writeString(directory.resolve("rules.yml"), ManyObjectives.alerts(objectives, "1s"));
        try (PrometheusServer server = PrometheusServer.in(directory)
                .scrape("bot", page.address())
                .alerting(rules, List.of("127.0.0.1:1"))
                .start()) {
            ServerProcess.await(
                    "a first evaluation",
                    Duration.ofMinutes(2),
                    () -> ScaleCost.peer(server.process().pid(), server.url()).took() > 0);
            pause(WARM);
            ScaleCost before = ScaleCost.peer(server.process().pid(), server.url());
            pause(length);
            return ScaleCost.peer(server.process().pid(), server.url()).since(before);
        }
    }

    private void row(int objectives, long series, String who, ScaleCost cost, String rest) {
        double ticks = length.toSeconds();
        table.printf(
                Locale.ROOT,
                "| %d | %d | %s | %.0f of %.0f | %.3f | %.1f | %.1f | %.0f | %.0f | %s |%n",
                objectives,
                series,
                who,
                cost.missed(),
                Double.isNaN(cost.ticks()) ? ticks : cost.ticks(),
                cost.took(),
                cost.cores(length),
                cost.cpu() / ticks / objectives * 1e6,
                cost.rss(),
                cost.mostRss(),
                rest);
    }

    private boolean conclude(List<Step> steps) {
        Step most = steps.get(steps.size() - 1);
        steps.forEach(step -> step.ours()
                .trouble()
                .ifPresent(line -> table.printf("%nWith %d objectives it says: `%s`%n", step.objectives(), line)));
        table.printf("%n| with %d objectives | is | to reach | reached |%n|---|---|---|---|%n", most.objectives());
        ScaleCost cost = most.ours().cost();
        boolean missed = goal("ticks missed", cost.missed(), 0);
        boolean memory = goal("RSS at most, MiB", cost.mostRss(), 256);
        boolean linear = steps.stream()
                .filter(step -> step.objectives() >= 1000)
                .findFirst()
                .map(step -> goal(
                        "CPU an objective, of that with " + step.objectives(),
                        cost.cpu() / most.objectives() / (step.ours().cost().cpu() / step.objectives()),
                        1))
                .orElse(true);
        table.printf(
                Locale.ROOT,
                "%nCPU of ours to that of Prometheus %.2f, RSS %.2f%n",
                cost.cpu() / most.peer().cpu(),
                cost.rss() / most.peer().rss());
        return missed && memory && linear;
    }

    private boolean goal(String what, double is, double atMost) {
        boolean reached = is <= atMost;
        table.printf(Locale.ROOT, "| %s | %.2f | at most %.0f | %s |%n", what, is, atMost, reached ? "yes" : "**no**");
        return reached;
    }

    private static void pause(Duration length) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.max(0, length.toMillis()));
    }
}
