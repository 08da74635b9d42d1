package io.github.slowatchdog.e2e;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How big the watchdog is while {@link Endurance} runs, and whether the process that lived longest grows. */
final class EnduranceFigures {

    private record Sample(long second, long pid, double rss, double heap, double threads, double files) {}

    /** What is looked at, and by how much its median may rise from the second quarter of a life to the last. */
    private record Size(String name, ToDoubleFunction<Sample> of, double limit, boolean least) {

        /** The heap is full of what is not needed any more until it is collected: its least is what counts. */
        double typical(List<Sample> part) {
            double[] sorted = part.stream().mapToDouble(of).sorted().toArray();
            return sorted.length == 0 ? Double.NaN : sorted[least ? 0 : sorted.length / 2];
        }
    }

    /** The limits are in docs/benchmarks.md. */
    private static final List<Size> SIZES = List.of(
            new Size("RSS, MiB", Sample::rss, 6, false),
            new Size("least heap, MiB", Sample::heap, 3, true),
            new Size("threads", Sample::threads, 2, false),
            new Size("files", Sample::files, 3, false));

    /** Samples of ten minutes: before that it grows into its caches. */
    private static final int ENOUGH = 40;

    private final List<Sample> samples = new ArrayList<>();
    private int unanswered;

    /** Looks at it; nothing while it does not answer. */
    synchronized void sample(Instant begin, long pid, Optional<String> metrics) throws IOException {
        if (metrics.isEmpty()) {
            unanswered++;
            return;
        }
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            List<String> kernel = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
            samples.add(new Sample(
                    Duration.between(begin, Instant.now()).toSeconds(),
                    pid,
                    field(kernel, "VmRSS:") / 1024,
                    field(metrics.get().lines().toList(), "jvm_memory_used_bytes{area=\"heap\"}") / (1 << 20),
                    field(kernel, "Threads:"),
                    files.count()));
        } catch (NoSuchFileException e) {
            unanswered++; // killed just now
        }
    }

    static double field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(
                        line.substring(name.length()).replace("kB", "").strip()))
                .findFirst()
                .orElse(Double.NaN);
    }

    synchronized String csv() {
        StringBuilder text = new StringBuilder("second,pid,rss_mib,heap_mib,threads,files\n");
        samples.forEach(one -> text.append(String.format(
                Locale.ROOT,
                "%d,%d,%.1f,%.1f,%.0f,%.0f%n",
                one.second,
                one.pid,
                one.rss,
                one.heap,
                one.threads,
                one.files)));
        return text.toString();
    }

    /** The table; what has grown beyond its limit. */
    synchronized List<String> print(PrintStream out) {
        out.println("samples without an answer: " + unanswered);
        out.println("| the last process, by quarters of its life |"
                + String.join(" |", SIZES.stream().map(size -> " " + size.name).toList()) + " |");
        out.println("|---|" + "---|".repeat(SIZES.size()));
        long last = samples.get(samples.size() - 1).pid;
        List<Sample> life = samples.stream().filter(one -> one.pid == last).toList();
        for (int i = 0; i < 4; i++) {
            row(out, quarter(life, i));
        }
        if (life.size() < ENOUGH) {
            out.println("too short a life to say whether it grows");
            return List.of();
        }
        return SIZES.stream().filter(size -> grows(size, life)).map(Size::name).toList();
    }

    private static boolean grows(Size size, List<Sample> life) {
        return size.typical(quarter(life, 3)) - size.typical(quarter(life, 1)) > size.limit;
    }

    private static List<Sample> quarter(List<Sample> life, int number) {
        return life.subList(life.size() * number / 4, life.size() * (number + 1) / 4);
    }

    private static void row(PrintStream out, List<Sample> part) {
        if (part.isEmpty()) {
            return;
        }
        out.printf("| %d to %d s", part.get(0).second, part.get(part.size() - 1).second);
        SIZES.forEach(size -> {
            double least = part.stream().mapToDouble(size.of).min().orElse(Double.NaN);
            double most = part.stream().mapToDouble(size.of).max().orElse(Double.NaN);
            out.printf(Locale.ROOT, " | %.0f (%.0f to %.0f)", size.typical(part), least, most);
        });
        out.println(" |");
    }
}
