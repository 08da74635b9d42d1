package io.github.slowatchdog.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of an entry as they are written: legal keys, and what an exception has to say. */
final class Fields {

    /** Entries of a map; more are left out. */
    static final int ENTRIES = 100;

    private static final int FRAMES = 30;

    private Fields() {}

    static Map<String, @Nullable Object> of(Entry entry) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        entry.fields().forEach((key, value) -> fields.put(legal(key), value));
        entry.cause().ifPresent(cause -> {
            fields.put("error", chain(cause));
            fields.put("stack", stack(cause));
        });
        return fields;
    }

    /**
     * The last items of a list, as many as fit into one value, but at least one: the newest samples come last. Where some are
     * left out, the first item says how many.
     */
    static List<Object> newest(List<? extends @Nullable Object> items) {
        Deque<Object> kept = new ArrayDeque<>();
        int room = LineFormat.VALUE_LIMIT - 32;
        int left = items.size();
        while (left > 0) {
            Object item = Objects.requireNonNullElse(items.get(left - 1), "null");
            room -= item.toString().length() + 2;
            if (room < 0 && !kept.isEmpty()) {
                break;
            }
            kept.addFirst(item);
            left--;
        }
        if (left > 0) {
            kept.addFirst("(" + left + " left out)");
        }
        return new ArrayList<>(kept);
    }

    /** A key that cannot be taken for a value or for the end of one. */
    private static String legal(String key) {
        String legal = key.replaceAll("[^a-zA-Z0-9_.-]", "_");
        return legal.isEmpty() ? "_" : legal.substring(0, Math.min(legal.length(), 100));
    }

    private static String chain(Throwable error) {
        StringBuilder text = new StringBuilder(error.toString());
        Throwable cause = error.getCause();
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            text.append("; caused by ").append(cause);
        }
        return text.toString();
    }

    private static String stack(Throwable error) {
        return Arrays.stream(error.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
    }
}
