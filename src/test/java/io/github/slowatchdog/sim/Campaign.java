package io.github.slowatchdog.sim;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Many histories, one after the other.
 *
 * @param failures the seeds whose history broke a promise, with it
 */
record Campaign(long first, int histories, double seconds, double cpu, List<String> failures, Coverage coverage) {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    /** @param most failures, after which it ends */
    static Campaign run(long first, int histories, Fault fault, int most, Consumer<String> tell) {
        long began = System.nanoTime();
        long cpu = CPU.getCurrentThreadCpuTime();
        Coverage coverage = new Coverage();
        List<String> failures = new ArrayList<>();
        int done = 0;
        for (long seed = first; seed < first + histories && failures.size() < most; seed++) {
            long its = seed;
            History.Outcome outcome = History.of(seed, fault, History.happenings(seed));
            done++;
            coverage.add(outcome.coverage());
            outcome.broken().ifPresent(why -> {
                failures.add("seed " + its + " at " + why);
                tell.accept("seed " + its + " at " + why);
            });
            if (done % 500 == 0) {
                tell.accept(done + " histories");
            }
        }
        return new Campaign(
                first,
                done,
                (System.nanoTime() - began) / 1e9,
                (CPU.getCurrentThreadCpuTime() - cpu) / 1e9,
                failures,
                coverage);
    }

    String report() {
        return String.format(
                        Locale.ROOT,
                        "%d histories from seed %d in %.1f s (%.1f s of a processor, %.0f a second), %d broke a"
                                + " promise%n",
                        histories,
                        first,
                        seconds,
                        cpu,
                        histories / seconds,
                        failures.size())
                + coverage.counts().entrySet().stream()
                        .map(one -> String.format(Locale.ROOT, "%9d %s", one.getValue(), one.getKey()))
                        .collect(Collectors.joining("\n"));
    }
}
