package io.github.slowatchdog.servers;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Samples of the past, to fill a store with before a test asks for them. */
public final class History {

    private final Map<String, TreeMap<Instant, String>> series = new LinkedHashMap<>();

    /** Adds samples to a series, as {@code name{label="value"}}: the first at a time, the others evenly after it. */
    public History add(String name, Instant first, long stepMillis, String... values) {
        for (int i = 0; i < values.length; i++) {
            series.computeIfAbsent(name, key -> new TreeMap<>()).put(first.plusMillis(i * stepMillis), values[i]);
        }
        return this;
    }

    /** As {@code promtool tsdb create-blocks-from openmetrics} reads it: times in seconds. */
    public String openMetrics() {
        return text((name, at) -> String.format(Locale.ROOT, "%.3f", at.toEpochMilli() / 1000.0)) + "# EOF\n";
    }

    /** As VictoriaMetrics imports it: times in milliseconds. */
    public String prometheusText() {
        return text((name, at) -> Long.toString(at.toEpochMilli()));
    }

    private String text(BiFunction<String, Instant, String> time) {
        StringBuilder text = new StringBuilder();
        series.forEach((name, samples) -> samples.forEach((at, value) -> text.append(name)
                .append(' ')
                .append(value)
                .append(' ')
                .append(time.apply(name, at))
                .append('\n')));
        return text.toString();
    }
}
