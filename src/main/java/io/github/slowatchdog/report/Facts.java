package io.github.slowatchdog.report;

import io.github.slowatchdog.journal.JournalEntry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The data of an entry, read by somebody who expects anything: what is not of the type asked for is not there. */
record Facts(JsonObject data) {

    static Facts of(JournalEntry entry) {
        return new Facts(entry.data());
    }

    String text(String name) {
        Object value = data.getValue(name);
        return value == null ? "" : shown(value);
    }

    private static String shown(Object value) {
        if (value instanceof JsonArray array) {
            return array.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value instanceof JsonObject object ? object.encode() : value.toString();
    }

    boolean has(String name) {
        return data.containsKey(name);
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(data.getValue(name));
    }

    boolean isFalse(String name) {
        return Boolean.FALSE.equals(data.getValue(name));
    }

    long count(String name) {
        return data.getValue(name) instanceof Number number ? number.longValue() : 0;
    }

    /** A number of seconds. */
    Duration seconds(String name) {
        return data.getValue(name) instanceof Number number
                ? Duration.ofMillis(Math.round(number.doubleValue() * 1000))
                : Duration.ZERO;
    }

    Optional<Instant> time(String name) {
        try {
            return data.getValue(name) instanceof String text ? Optional.of(Instant.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Text of a list; empty if it is none. */
    List<String> texts(String name) {
        return data.getValue(name) instanceof JsonArray array
                ? array.stream().map(String::valueOf).toList()
                : List.of();
    }

    List<Facts> objects(String name) {
        return data.getValue(name) instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(object -> new Facts((JsonObject) object))
                        .toList()
                : List.of();
    }

    /** Counts by a word. */
    Map<String, Long> counts(String name) {
        Map<String, Long> counts = new LinkedHashMap<>();
        if (data.getValue(name) instanceof JsonObject object) {
            object.fieldNames().forEach(word -> counts.put(word, new Facts(object).count(word)));
        }
        return counts;
    }

    /** Everything as one line, for events that nobody here knows more of. */
    String line() {
        return data.fieldNames().stream().map(name -> name + "=" + text(name)).collect(Collectors.joining(" "));
    }
}
