package io.github.slowatchdog.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How {@code bench/faults} tells what it has seen, and where docs/faults.md has it. */
final class FaultTable {

    static final Path DOCUMENT = Path.of("docs/faults.md");
    static final String BEGIN = "<!-- bench/faults --write: begin -->\n";
    static final String END = "<!-- bench/faults --write: end -->\n";

    static final String HEAD = Arrays.stream(FaultSide.values())
                    .map(side -> " " + side.word() + " | recovery |")
                    .collect(Collectors.joining("", "| fault |", "\n"))
            + "|---".repeat(1 + 2 * FaultSide.values().length) + "|\n";

    private FaultTable() {}

    /** The line of a row, whose trials these are. */
    static String line(FaultRow row, List<Map<FaultSide, FaultTrial.Seen>> trials) {
        return Arrays.stream(FaultSide.values())
                .map(side -> cells(
                        row.patience(),
                        trials.stream()
                                .map(one -> Objects.requireNonNull(one.get(side)))
                                .toList()))
                .collect(Collectors.joining("", "| " + row.name() + " |", "\n"));
    }

    private static String cells(Duration patience, List<FaultTrial.Seen> trials) {
        long set = trials.stream().filter(one -> one.sinceEvent().isPresent()).count();
        if (set == 0) {
            return " **no**, " + patience.toSeconds() + " s | - |";
        }
        String part = set == trials.size() ? "" : set + " of " + trials.size() + ": ";
        return " " + part + told(trials, FaultTrial.Seen::sinceEvent, "before it") + " | "
                + told(trials, FaultTrial.Seen::sinceRecovery, "during the fault") + " |";
    }

    /** Median and maximum in seconds; in words if even the latest was early. */
    private static String told(
            List<FaultTrial.Seen> trials, Function<FaultTrial.Seen, Optional<Duration>> which, String early) {
        Spread took = Spread.of(
                trials.stream().flatMap(one -> which.apply(one).stream()).toList());
        if (took.count() == 0) {
            return "-";
        }
        if (took.max() < 0) {
            return early;
        }
        return took.count() == 1
                ? String.format(Locale.ROOT, "%.2f", took.median())
                : String.format(Locale.ROOT, "%.2f (%.2f)", took.median(), took.max());
    }

    /** What stands between the markers now. */
    static String written(String document) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin || document.lastIndexOf(BEGIN) != begin || document.lastIndexOf(END) != end) {
            throw new IllegalStateException("not once each, and in this order: " + BEGIN + END);
        }
        return document.substring(begin + BEGIN.length(), end);
    }

    /** The document with this between the markers. */
    static String rewritten(String document, String table) {
        String before = written(document);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        return document.substring(0, begin) + table + document.substring(begin + before.length());
    }

    static void write(String table) throws IOException {
        Files.writeString(DOCUMENT, rewritten(Files.readString(DOCUMENT), table));
    }
}
