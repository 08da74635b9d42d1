package io.github.slowatchdog.e2e;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * When the flag is set although something is broken, on real servers on this machine: {@code bench/faults [TRIALS [ROW]...]}.
 * Beside ours, on the same Prometheus and the same Redis, runs the strongest simple peer, the {@link NaivePoller}. The exit
 * code is 1 if a row did not set our flag.
 */
public final class Faults {

    private static final String HEAD = """
            | fault | ours set | from breach, s | from recovery, s | naive set | from breach, s | from recovery, s | best peer, s from recovery, another day and machine |
            |---|---|---|---|---|---|---|---|
            """;

    private final FaultGround ground;
    private final PrintStream table;
    private boolean allSet = true;

    private Faults(FaultGround ground, PrintStream table) {
        this.ground = ground;
        this.table = table;
    }

    public static void main(String[] args) throws Exception {
        int count = args.length == 0 ? 1 : Integer.parseInt(args[0]);
        List<String> wanted = List.of(args).subList(Math.min(1, args.length), args.length);
        List<String> rows = FaultRow.all().stream().map(FaultRow::name).toList();
        List<String> unknown =
                wanted.stream().filter(row -> !rows.contains(row)).toList();
        if (!unknown.isEmpty()) {
            System.out.println("there is no row called: " + String.join("; ", unknown));
            System.out.println("fix: name some of these, or none for all: " + String.join("; ", rows));
            System.exit(4);
        }
        PrintStream table = System.out;
        System.setOut(System.err); // what servers and Jedis say is not of the table
        Path directory = Files.createTempDirectory("faults");
        boolean allSet;
        try (FaultGround ground = new FaultGround(directory)) {
            Faults faults = new Faults(ground, table);
            faults.begin(count);
            for (FaultRow row : FaultRow.all()) {
                if (wanted.isEmpty() || wanted.contains(row.name())) {
                    faults.measure(row, count);
                }
            }
            table.println("\nLoad at the end " + BenchMachine.load());
            allSet = faults.allSet;
        } finally {
            BenchMachine.delete(directory);
        }
        System.exit(allSet ? 0 : 1);
    }

    private void begin(int count) {
        table.printf(
                "%nFaults, %d trials each, median (max); scrape and group interval 1 s, outages of %d s; %s, load %s%n%n%s",
                count, FaultRow.OUTAGE.toSeconds(), BenchMachine.told(), BenchMachine.load(), HEAD);
    }

    private void measure(FaultRow row, int count) throws Exception {
        List<FaultTrial.Seen> ours = new ArrayList<>();
        List<FaultTrial.Seen> naive = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String counter = "fault_" + row.name().replaceAll("\\W+", "_") + "_" + i + "_total";
            try (FaultTrial trial = new FaultTrial(ground, row, counter)) {
                List<FaultTrial.Seen> seen = trial.play();
                ours.add(seen.get(0));
                naive.add(seen.get(1));
                if (seen.get(0).sinceBreach().isEmpty()) {
                    allSet = false;
                    System.err.println(row.name() + ": no flag\n" + trial.log());
                }
            }
        }
        String beside = row.kind() == FaultRow.Kind.SENTINEL ? "does not ask Sentinel | | " : cells(naive);
        table.println("| " + row.name() + " | " + cells(ours) + " | " + beside + " | " + row.peer() + " |");
        table.flush();
    }

    private static String cells(List<FaultTrial.Seen> trials) {
        long set = trials.stream().filter(one -> one.sinceBreach().isPresent()).count();
        String how = set == 0 ? "**NO**" : set == trials.size() ? "yes" : set + " of " + trials.size();
        return how + " | " + told(trials, FaultTrial.Seen::sinceBreach, "before it") + " | "
                + told(trials, FaultTrial.Seen::sinceRecovery, "during the fault");
    }

    /** Median and maximum in seconds; in words if even the latest was early. */
    private static String told(
            List<FaultTrial.Seen> trials, Function<FaultTrial.Seen, Optional<Duration>> which, String early) {
        double[] sorted = trials.stream()
                .flatMap(one -> which.apply(one).stream())
                .mapToDouble(one -> one.toMillis() / 1e3)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return "-";
        }
        double max = sorted[sorted.length - 1];
        return max < 0 ? early : String.format(Locale.ROOT, "%.2f (%.2f)", sorted[sorted.length / 2], max);
    }
}
