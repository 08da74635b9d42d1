package io.github.slowatchdog.e2e;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * When the flag is set although something is broken, on real servers on this machine: {@code bench/faults [--write] [TRIALS
 * [ROW...]]}. Ours beside a {@link NaivePoller} and the {@link PeerStack}: each row happens to all of them at once, on one page
 * and each on a Redis of its own. Mostly it waits, so some rows are played side by side, each with servers of its own. The exit
 * code is 1 if a row did not set our flag.
 */
public final class Faults {

    private static final int SIDE_BY_SIDE = Integer.getInteger("faults.side", 3);

    private final Path directory;
    private final List<FaultRow> rows;
    private final int count;
    private final StringBuilder told = new StringBuilder();
    private final PrintStream table;

    private Faults(Path directory, List<FaultRow> rows, int count, PrintStream table) {
        this.directory = directory;
        this.rows = rows;
        this.count = count;
        this.table = table;
    }

    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(List.of(args));
        boolean write = words.remove("--write");
        int count = words.isEmpty() ? 1 : Integer.parseInt(words.get(0));
        List<String> wanted = words.subList(Math.min(1, words.size()), words.size());
        check(wanted, write);
        PrintStream table = System.out;
        System.setOut(System.err); // what servers and Jedis say is not of the table
        Path directory = Files.createTempDirectory("faults");
        boolean allSet;
        try {
            List<FaultRow> rows = FaultRow.all().stream()
                    .filter(row -> wanted.isEmpty() || wanted.contains(row.name()))
                    .toList();
            Faults faults = new Faults(directory, rows, count, table);
            allSet = faults.run();
            if (write) {
                FaultTable.write(faults.told.toString());
            }
        } finally {
            BenchMachine.delete(directory);
        }
        System.exit(allSet ? 0 : 1);
    }

    private static void check(List<String> wanted, boolean write) {
        List<String> rows = FaultRow.all().stream().map(FaultRow::name).toList();
        List<String> unknown =
                wanted.stream().filter(row -> !rows.contains(row)).toList();
        if (!unknown.isEmpty()) {
            System.out.println("there is no row called: " + String.join("; ", unknown));
            System.out.println("fix: name some of these, or none for all: " + String.join("; ", rows));
            System.exit(4);
        }
        if (write && !wanted.isEmpty()) {
            System.out.println(
                    "--write puts the whole table into " + FaultTable.DOCUMENT + ", and only some rows are asked for");
            System.out.println("fix: leave out --write, or the rows");
            System.exit(4);
        }
    }

    private boolean run() throws Exception {
        tell("%s. %s, load %s at the start; %s; %s; %s; trials: %d; rows side by side: %d.%n%n"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        BenchMachine.told(),
                        BenchMachine.load(),
                        BenchMachine.version("prometheus"),
                        BenchMachine.version("prometheus-alertmanager"),
                        BenchMachine.version("redis-server"),
                        count,
                        Math.min(SIDE_BY_SIDE, rows.size())));
        tell(FaultTable.HEAD);
        ExecutorService lanes = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        boolean asExpected = true;
        try {
            List<Future<List<Map<FaultSide, FaultTrial.Seen>>>> played =
                    rows.stream().map(row -> lanes.submit(() -> trials(row))).toList();
            for (int i = 0; i < rows.size(); i++) {
                asExpected &= tell(rows.get(i), played.get(i));
            }
        } finally {
            lanes.shutdownNow();
        }
        tell("%nLoad at the end %s.%n".formatted(BenchMachine.load()));
        return asExpected;
    }

    private boolean tell(FaultRow row, Future<List<Map<FaultSide, FaultTrial.Seen>>> played)
            throws InterruptedException {
        try {
            List<Map<FaultSide, FaultTrial.Seen>> trials = played.get();
            tell(FaultTable.line(row, trials));
            return row.has(FaultRow.Trait.UNSEEN) || trials.stream().allMatch(Faults::isSet);
        } catch (ExecutionException e) {
            e.printStackTrace();
            tell("| " + row.name() + " | not played" + " |".repeat(2 * FaultSide.values().length) + "\n");
            return false;
        }
    }

    private static boolean isSet(Map<FaultSide, FaultTrial.Seen> trial) {
        return Objects.requireNonNull(trial.get(FaultSide.OURS)).sinceEvent().isPresent();
    }

    private void tell(String text) {
        told.append(text);
        table.print(text);
        table.flush();
    }

    private List<Map<FaultSide, FaultTrial.Seen>> trials(FaultRow row) throws Exception {
        List<Map<FaultSide, FaultTrial.Seen>> trials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path place = directory.resolve(row.name().replaceAll("\\W+", "_") + "_" + i);
            try (FaultTrial trial = new FaultTrial(place, row)) {
                trials.add(trial.play());
                if (!isSet(trials.get(i))) {
                    System.err.println(row.name() + ": no flag\n" + trial.log());
                }
            }
        }
        return trials;
    }
}
