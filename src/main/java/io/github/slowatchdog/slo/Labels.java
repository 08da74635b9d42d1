package io.github.slowatchdog.slo;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels of a series, the metric name among them as {@code __name__}. An empty label value is the same as no label,
 * as in Prometheus, and is not kept.
 */
public record Labels(SortedMap<String, String> map) {

    public static final String NAME = "__name__";
    public static final Labels NONE = new Labels(Map.of());

    public Labels {
        TreeMap<String, String> copy = new TreeMap<>(map);
        copy.values().removeIf(String::isEmpty);
        map = Collections.unmodifiableSortedMap(copy);
    }

    public Labels(Map<String, String> map) {
        this((SortedMap<String, String>) new TreeMap<>(map));
    }

    /** Labels from {@code name, value, name, value, ...}. */
    public static Labels of(String... pairs) {
        if (pairs.length % 2 != 0) {
            throw new IllegalArgumentException("labels come in pairs of name and value");
        }
        TreeMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return new Labels(map);
    }

    /** The value of a label; empty text where there is none. */
    public String get(String name) {
        return map.getOrDefault(name, "");
    }

    /** These labels without the one named. */
    public Labels without(String name) {
        if (!map.containsKey(name)) {
            return this;
        }
        TreeMap<String, String> copy = new TreeMap<>(map);
        copy.remove(name);
        return new Labels(copy);
    }

    /** As PromQL writes it: {@code name{a="1",b="2"}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(get(NAME));
        String separator = "{";
        for (Map.Entry<String, String> label : map.entrySet()) {
            if (!label.getKey().equals(NAME)) {
                text.append(separator).append(label.getKey()).append("=").append(quoted(label.getValue()));
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
