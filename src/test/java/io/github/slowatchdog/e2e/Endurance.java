package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Real time, real servers, a fault about every minute, and in between what the bot must be stopped for:
 * {@code bench/endure [MINUTES [SEED]]}. Each offence must lead to an order, the flag and the bot in DRY soon after nothing is
 * broken any more; no order may be without one; and the process must not grow. Faults and offences come from the seed.
 */
public final class Endurance implements AutoCloseable {

    /** So long after the last fault is over, all must be as it should: ticks, back-off, a start on a busy machine. */
    static final Duration BOUND = Duration.ofSeconds(20);

    private static final Duration SAMPLE = Duration.ofSeconds(15);
    /** Nothing is broken any more so long before the end. */
    private static final Duration EDGE = Duration.ofSeconds(20);

    private final Instant end;
    private final EndurancePlan plan;
    private final long seed;
    private final EnduranceGround ground;
    private final EnduranceOracle oracle;
    private final EnduranceOperator operator;
    private final EnduranceFigures figures = new EnduranceFigures();
    private final Map<String, Integer> inflicted = Collections.synchronizedMap(new TreeMap<>());

    private Endurance(Path home, Duration length, long seed) throws IOException {
        this.seed = seed;
        plan = EndurancePlan.of(seed, length);
        ground = new EnduranceGround(home, length);
        oracle = new EnduranceOracle(ground);
        operator = new EnduranceOperator(ground, oracle);
        Instant begin = Instant.now();
        end = begin.plus(length);
    }

    /** Arguments: the directory of an installed watchdog, for how many minutes, and the seed. */
    public static void main(String[] args) throws Exception {
        PrintStream table = System.out;
        System.setOut(System.err);
        Path home = Path.of(args[0]);
        long seed = Long.parseLong(args[2]);
        boolean good;
        String load = BenchMachine.load();
        try (Endurance run = new Endurance(home, Duration.ofMinutes(Long.parseLong(args[1])), seed)) {
            table.println("seed " + seed + ", " + args[1] + " min, bound " + BOUND.toSeconds() + " s; "
                    + BenchMachine.told() + ", load " + load);
            run.play();
            good = run.report(table, home);
            table.println("load at the end " + BenchMachine.load());
        }
        System.exit(good ? 0 : 1);
    }

    private void play() throws Exception {
        ServerProcess.await("ready", () -> ground.stored("vanta_intents_total") && oracle.isState("clear"));
        EnduranceGround.pause(5000);
        List<Thread> others = List.of(
                thread("troubles", this::troubles), thread("samples", this::samples), thread("blindness", this::look));
        offences();
        for (Thread one : others) {
            one.join();
        }
    }

    private Thread thread(String name, EnduranceGround.Harm task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception | AssertionError e) {
                oracle.wrong(name + " broke off: " + e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private boolean goesOn() {
        return Instant.now().isBefore(end.minus(EDGE));
    }

    private void troubles() throws IOException, InterruptedException {
        for (EndurancePlan.Step step : plan.troubles()) {
            EnduranceGround.pause(step.after() * 1000L);
            if (!goesOn()) {
                return;
            }
            inflict(step.trouble(), step.seconds());
        }
    }

    private void inflict(Trouble next, int seconds) throws IOException, InterruptedException {
        if (next.isOfTheBot()) {
            ground.bot().still().lock();
        }
        try {
            ground.harm(() -> {
                EnduranceOracle.say(next.told() + " for " + seconds + " s");
                next.inflict(ground, seconds);
                EnduranceOracle.say(next.told() + " is over");
            });
            inflicted.merge(next.told(), 1, Integer::sum);
        } finally {
            if (next.isOfTheBot()) {
                ground.bot().still().unlock();
            }
        }
    }

    private void offences() throws IOException, InterruptedException {
        Random random = new Random(seed + 2);
        for (EndurancePlan.Act act : plan.offences()) {
            if (act.offence().takes().compareTo(left()) < 0) {
                nothingFalse(act.after());
                offence(act.offence(), random);
            }
        }
        nothingFalse(5);
    }

    private Duration left() {
        return Duration.between(Instant.now(), end);
    }

    /** Looks on for so many seconds while nothing is to be stopped. */
    private void nothingFalse(int seconds) throws IOException, InterruptedException {
        Instant until = Instant.now().plusSeconds(seconds);
        int dry = 0;
        while (Instant.now().isBefore(until)) {
            Optional<JsonObject> order = oracle.order();
            dry = ground.bot().mode().equals(Optional.of("DRY")) ? dry + 1 : 0;
            if (order.isPresent() || ground.flagSaysStop() || dry > 4) {
                stopped(order);
            }
            EnduranceGround.pause(500);
        }
    }

    private void stopped(Optional<JsonObject> order) throws InterruptedException {
        boolean blind = order.filter(
                        one -> oracle.blindness().explains(one.getString("cause"), Instant.parse(one.getString("at"))))
                .isPresent();
        if (blind) {
            EnduranceOracle.say("stopped for a blindness that was there: " + order);
        } else {
            oracle.wrong("stopped for nothing: " + order + ", flag " + ground.flag());
        }
        operator.resume("after " + order, false, 1);
    }

    private void offence(Offence next, Random random) throws IOException, InterruptedException {
        EnduranceOracle.Case one = stop(next, random);
        EnduranceGround.pause(random.nextInt(6000));
        String tampered = operator.tamper(random);
        if (!tampered.isEmpty()) {
            oracle.awaitStopped(one, tampered);
        }
        oracle.await(one.told() + ": mended", () -> next.mend(ground.bot()));
        operator.resume(one.told(), random.nextInt(4) == 0, next.isCurable() ? 5 : 1);
        one.over = Instant.now();
    }

    /** The bot stays alive, unless that is the offence, until all has come or is missed: else nobody could know of it. */
    private EnduranceOracle.Case stop(Offence next, Random random) throws IOException, InterruptedException {
        ground.bot().still().lock();
        try {
            EnduranceOracle.Case one = oracle.begun(next);
            next.commit(ground, one.number, random, oracle);
            Instant from = Instant.now();
            if (oracle.awaitOrder(one) && oracle.awaitStopped(one, "")) {
                one.toDry = Optional.of(Duration.between(from, Instant.now()));
                one.disturbed = ground.calmSince().isAfter(from);
            }
            return one;
        } finally {
            ground.bot().still().unlock();
        }
    }

    private void samples() throws IOException, InterruptedException {
        Instant begin = Instant.now();
        while (goesOn()) {
            figures.sample(begin, ground.watchdog().pid(), ground.metrics());
            EnduranceGround.pause(SAMPLE.toMillis());
        }
    }

    private void look() throws InterruptedException {
        while (Instant.now().isBefore(end)) {
            oracle.blindness().look(Instant.now(), ground.stored(Blindness.FRESH));
            EnduranceGround.pause(500);
        }
    }

    private boolean report(PrintStream out, Path home) throws IOException {
        ground.watchdog().signal("TERM");
        ServerProcess.await("its end", () -> !ground.watchdog().isAlive());
        String journal = oracle.audit(home.resolve("journal/journal.jsonl"));
        Files.writeString(home.resolve("samples.csv"), figures.csv());
        out.println("faults: " + inflicted);
        Map<String, Integer> made = new TreeMap<>();
        oracle.cases().forEach(one -> made.merge(one.offence.told(), 1, Integer::sum));
        out.println("offences: " + made);
        out.println("from the offence to the confirmed stop, s: " + spread(false)
                + "; with something broken meanwhile: " + spread(true));
        out.println(operator.told() + "; journal: " + journal);
        oracle.missed().forEach(what -> out.println("MISSED: " + what));
        oracle.wrong().forEach(what -> out.println("FALSE: " + what));
        List<String> grown = figures.print(out);
        out.println("missed " + oracle.missed().size() + ", false "
                + oracle.wrong().size() + ", grows: " + (grown.isEmpty() ? "nothing" : String.join(", ", grown)));
        return oracle.missed().isEmpty() && oracle.wrong().isEmpty() && grown.isEmpty();
    }

    private String spread(boolean disturbed) {
        Spread spread = Spread.of(oracle.cases().stream()
                .filter(one -> one.disturbed == disturbed)
                .flatMap(one -> one.toDry.stream())
                .toList());
        return spread.count() == 0
                ? "none"
                : String.format(
                        Locale.ROOT, "%d, median %.1f, most %.1f", spread.count(), spread.median(), spread.max());
    }

    @Override
    public void close() {
        ground.close();
    }
}
