package io.github.slowatchdog.e2e;

import io.github.slowatchdog.servers.ServerProcess;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Whether clients of the HTTP server delay a stop: {@code bench/clients [IDLE [BUSY [TRIALS]]]}. One watchdog as a process, one Redis; trials
 * without clients and with them take turns, so that both have the same machine.
 */
public final class Clients {

    private static final int ROUNDS = 3;
    /** Descriptors that this process needs for other things. */
    private static final int SPARE = 500;

    private final int idle;
    private final int busy;
    private final int trials;
    private final String heap = System.getProperty("clients.heap", "-Xmx384m");
    private final List<FirstWrites.Trial> without = new ArrayList<>();
    private final List<FirstWrites.Trial> with = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Clients(int idle, int busy, int trials) {
        this.idle = idle;
        this.busy = busy;
        this.trials = trials;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("clients");
        PrintStream table = System.out;
        try {
            int wanted = argument(args, 0, 10_000);
            int most = descriptors() - SPARE;
            Clients bench = new Clients(Math.min(wanted, most), argument(args, 1, 200), argument(args, 2, 15));
            if (wanted > most) {
                bench.notes.add("of " + wanted + " idle clients, as many as `ulimit -n` allows");
            }
            bench.run(directory);
            bench.print(table);
        } finally {
            BenchMachine.delete(directory);
        }
        System.exit(0); // what serves need not end first
    }

    private static int argument(String[] args, int index, int usual) {
        return args.length > index ? Integer.parseInt(args[index]) : usual;
    }

    private static int descriptors() throws java.io.IOException {
        String limit = Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .findFirst()
                .map(line -> line.split(" +", -1)[3])
                .orElse("1024");
        return limit.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(limit);
    }

    private void run(Path directory) throws Exception {
        int most = idle + busy + 100;
        String limits = "max_connections: " + most + ", max_listeners: " + (idle + busy);
        try (FirstWrites writes = FirstWrites.of(directory, FirstRules.one("[bot]"))
                .journal(directory.resolve("journal"))
                .serving(limits, heap)) {
            writes.watch();
            writes.trials(5); // to warm up
            for (int round = 0; round < ROUNDS; round++) {
                without.addAll(writes.trials(trials));
                crowd(writes, round);
            }
        }
    }

    private void crowd(FirstWrites writes, int round) throws Exception {
        double heapBefore = round == 0 ? heapUsed(writes) : 0;
        double before = memory(writes);
        long begin = System.nanoTime();
        try (IdleListeners listeners = IdleListeners.connect(writes.port(), idle)) {
            ServerProcess.await("all listen", Duration.ofMinutes(2), () -> listeners.listening() == idle);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (round == 0) {
                settle();
                note(
                        "%d listen after %.1f s; the process then has %.0f MiB, %.0f MiB before",
                        idle, seconds, memory(writes), before);
                note("on the heap a listener takes %.1f KiB", (heapUsed(writes) - heapBefore) / 1024 / idle);
            }
            long bytes = listeners.bytes();
            long start = System.nanoTime();
            try (BusyClients clients = BusyClients.start(writes.port(), busy)) {
                ServerProcess.await(
                        "they are busy", Duration.ofMinutes(1), () -> clients.scrapes() + clients.visits() > busy);
                with.addAll(writes.trials(trials));
                double took = (System.nanoTime() - start) / 1e9;
                note(
                        "round %d: %.0f scrapes and %.0f visits a second, %d not answered; %d of %d still listen, and were told %.1f MiB a second",
                        round + 1,
                        clients.scrapes() / took,
                        clients.visits() / took,
                        clients.troubles(),
                        listeners.listening(),
                        idle,
                        (listeners.bytes() - bytes) / took / 1024 / 1024);
            }
        }
        ServerProcess.await(
                "the clients are gone", Duration.ofMinutes(1), () -> writes.metric("process_open_fds", "") < 200);
    }

    private static void settle() {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        ServerProcess.await("memory to settle", Duration.ofSeconds(30), () -> System.nanoTime() > end);
    }

    private static double memory(FirstWrites writes) {
        return writes.metric("process_resident_memory_bytes", "") / 1024 / 1024;
    }

    /** What is alive on its heap, in bytes. */
    private static double heapUsed(FirstWrites writes) throws Exception {
        new ProcessBuilder("jcmd", Long.toString(writes.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor(20, TimeUnit.SECONDS);
        return writes.metric("jvm_memory_used_bytes{", "area=\"heap\"");
    }

    private void note(String form, Object... values) {
        notes.add(String.format(Locale.ROOT, form, values));
    }

    private void print(PrintStream table) {
        table.printf(
                "%n%d idle listeners and %d busy clients, %d trials each with and without, heap %s; %s, load %s%n%n",
                idle, busy, with.size(), heap.replace("-Xmx", ""), BenchMachine.told(), BenchMachine.load());
        table.printf("| ms | without: median | p95 | max | with: median | p95 | max | ratio of the medians |%n");
        table.printf("|---|---|---|---|---|---|---|---|%n");
        line(table, "decision to flag in Redis", trial -> trial.decided());
        line(table, "breach on the bot's page to flag in Redis", trial -> trial.said());
        notes.forEach(note -> table.println("- " + note));
    }

    private void line(PrintStream table, String what, Function<FirstWrites.Trial, java.time.Instant> from) {
        Spread quiet = spread(without, from);
        Spread crowded = spread(with, from);
        table.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f |%n",
                what,
                quiet.median() * 1e3,
                quiet.p95() * 1e3,
                quiet.max() * 1e3,
                crowded.median() * 1e3,
                crowded.p95() * 1e3,
                crowded.max() * 1e3,
                crowded.median() / quiet.median());
    }

    private static Spread spread(List<FirstWrites.Trial> trials, Function<FirstWrites.Trial, java.time.Instant> from) {
        return Spread.of(trials.stream()
                .filter(trial -> trial.written().isPresent())
                .map(trial ->
                        Duration.between(from.apply(trial), trial.written().get()))
                .toList());
    }
}
