package io.github.slowatchdog.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What happened, in order; made into text only when somebody reads it. */
final class Transcript {

    private record Line(double at, String who, Supplier<String> what) {}

    private final List<Line> lines = new ArrayList<>();

    void add(double at, String who, Supplier<String> what) {
        lines.add(new Line(at, who, what));
    }

    static String text(Map<String, Object> data) {
        return new TreeMap<>(data)
                .entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining(" "));
    }

    String text() {
        return lines.stream()
                .map(line -> String.format(Locale.ROOT, "%9.3f %-6s %s", line.at, line.who, line.what.get()))
                .collect(Collectors.joining("\n"));
    }
}
