package io.github.slowatchdog.e2e;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How soon the flag is set after an event, side by side with what people use today: {@code bench/latency}. All contestants see the
 * same events of the same bot in one run, each with a Redis of its own. The exit code is 1 if something is not reached.
 *
 * <p>Arguments: {@code TRIALS SPECIAL-TRIALS SECONDS...}, the last being scrape intervals; the special cases are played at 1 s only,
 * since who never sees them has to be waited for.
 */
public final class Latency {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int WARM_UPS = 2;
    private static final int NOTICED = 20;
    /** So many rule groups for each that is needed, so that some are evaluated at each place in the interval. */
    private static final int POOL = 4;

    private static final List<Mishap.Kind> SPECIAL =
            List.of(Mishap.Kind.BORN, Mishap.Kind.CRASH, Mishap.Kind.CRASH_AT_ONCE, Mishap.Kind.SPIKE);

    private final int trials;
    private final PrintStream table;
    private final List<Goal> goals = new ArrayList<>();

    private Latency(int trials, PrintStream table) {
        this.trials = trials;
        this.table = table;
    }

    public static void main(String[] args) throws Exception {
        // a small answer of the bot's and the webhooks' servers must not wait for the acknowledgement of its head
        System.setProperty("sun.net.httpserver.nodelay", "true");
        PrintStream table = System.out;
        System.setOut(System.err); // what servers say is not of the table
        int exit = 70;
        try {
            exit = new Latency(Integer.parseInt(args[0]), table).race(args) ? 0 : 1;
        } catch (Exception | AssertionError e) {
            table.println("This did not go as it should: " + e.getMessage());
            e.printStackTrace(); // to the log
        }
        System.exit(exit); // what serves need not end first
    }

    private boolean race(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("latency");
        try {
            begin();
            for (int i = 2; i < args.length; i++) {
                Duration interval = Duration.ofSeconds(Integer.parseInt(args[i]));
                int special = interval.equals(SHORTEST) ? Integer.parseInt(args[1]) : 0;
                run(directory.resolve(args[i]), interval, special);
            }
        } finally {
            BenchMachine.delete(directory);
        }
        return end();
    }

    private void begin() {
        table.printf("%nBreach to flag, %s, load %s%n", BenchMachine.told(), BenchMachine.load());
        for (String server : List.of("prometheus", "prometheus-alertmanager", "redis-server")) {
            table.println("- " + BenchMachine.version(server));
        }
        table.flush();
    }

    private void run(Path directory, Duration interval, int special) throws Exception {
        List<Mishap> warmUps = mishaps(Mishap.Kind.WARM_UP, WARM_UPS);
        List<Mishap> pool = mishaps(Mishap.Kind.PLAIN, POOL * trials);
        List<Mishap> others = SPECIAL.stream()
                .flatMap(kind -> mishaps(kind, special).stream())
                .toList();
        List<Mishap> all =
                Stream.of(warmUps, pool, others).flatMap(List::stream).toList();
        try (RaceGround ground = new RaceGround(directory, interval, all)) {
            Race race = new Race(ground);
            List<Mishap> plain = ground.evenly(pool, trials);
            Spread noticing = ground.noticing(NOTICED);
            race.plain(warmUps);
            Questions before = Questions.asked(ground, race);
            race.plain(plain);
            Questions questions = Questions.asked(ground, race).since(before);
            if (special > 0) {
                race.special(others.stream()
                        .filter(one -> one.kind() != Mishap.Kind.SPIKE)
                        .toList());
                ground.lookAtGauges();
                race.special(others.stream()
                        .filter(one -> one.kind() == Mishap.Kind.SPIKE)
                        .toList());
            }
            race.awaitSlow(plain);
            RaceReport report = new RaceReport(race, interval, table);
            report.print(questions, noticing);
            if (special > 0) {
                report.printSpecial(SPECIAL);
            }
            goals.addAll(report.goals(questions));
        }
        table.flush();
    }

    private static List<Mishap> mishaps(Mishap.Kind kind, int count) {
        return IntStream.range(0, count).mapToObj(i -> new Mishap(kind, i)).toList();
    }

    /** Whether everything is reached. */
    private boolean end() {
        table.println("\n### To reach (medians)\n\n| | is | to reach | reached |\n|---|---|---|---|");
        goals.forEach(goal -> table.println(goal.row()));
        table.println("\nLoad at the end " + BenchMachine.load());
        return goals.stream().allMatch(Goal::isReached);
    }
}
