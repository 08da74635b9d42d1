package io.github.slowatchdog.slo;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a series, the metric name among them as {@code __name__}. An empty label value is the same as no label,
 * as in Prometheus, and is not kept. Immutable, and small: there may be as many of them as there are series.
 */
public final class Labels {

    public static final String NAME = "__name__";
    public static final Labels NONE = new Labels(Map.of());

    /** Name, value, name, value, in the order of names. */
    private final String[] pairs;

    private final int hash;
    /** Looked up when it is asked for first; which of several threads does so is all the same. */
    private @Nullable Target target;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    public Labels(Map<String, String> map) {
        TreeMap<String, String> sorted = new TreeMap<>(map);
        sorted.values().removeIf(String::isEmpty);
        pairs = new String[sorted.size() * 2];
        int i = 0;
        for (Map.Entry<String, String> label : sorted.entrySet()) {
            pairs[i++] = label.getKey();
            pairs[i++] = label.getValue();
        }
        hash = Arrays.hashCode(pairs);
    }

    /** Labels from {@code name, value, name, value, ...}. */
    public static Labels of(String... pairs) {
        if (pairs.length % 2 != 0) {
            throw new IllegalArgumentException("labels come in pairs of name and value");
        }
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return new Labels(map);
    }

    /** By name, in the order of names. */
    public SortedMap<String, String> map() {
        TreeMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableSortedMap(map);
    }

    /** The process that the series is of. */
    Target target() {
        Target known = target;
        if (known == null) {
            known = Target.shared(get("job"), get("instance"));
            target = known;
        }
        return known;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /** The value of a label; empty text where there is none. */
    public String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    /** These labels without the one named. */
    public Labels without(String name) {
        if (get(name).isEmpty()) {
            return this;
        }
        String[] rest = new String[pairs.length - 2];
        int kept = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i].equals(name)) {
                rest[kept++] = pairs[i];
                rest[kept++] = pairs[i + 1];
            }
        }
        return new Labels(rest);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Labels that && hash == that.hash && Arrays.equals(pairs, that.pairs));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** As PromQL writes it: {@code name{a="1",b="2"}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(get(NAME));
        String separator = "{";
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i].equals(NAME)) {
                text.append(separator).append(pairs[i]).append("=").append(quoted(pairs[i + 1]));
                separator = ",";
            }
        }
        return text.append(separator.equals(",") ? "}" : text.length() == 0 ? "{}" : "")
                .toString();
    }

    static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + '"';
    }
}
