package io.github.slowatchdog.log;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One JSON object a line: {@code ts}, {@code level}, {@code event} or {@code msg}, {@code logger}, and the fields. */
final class JsonFormat implements LineFormat {

    private static final Set<String> OWN = Set.of("ts", "level", "event", "msg", "logger");

    @Override
    public String line(Entry entry) {
        JsonObject json = new JsonObject()
                .put("ts", TextFormat.TIME.format(entry.at()))
                .put("level", entry.level().toString())
                .put(entry.isEvent() ? "event" : "msg", Escapes.bounded(entry.message(), VALUE_LIMIT))
                .put("logger", Escapes.bounded(entry.logger(), 200));
        int budget = LINE_LIMIT;
        int left = 0;
        for (Map.Entry<String, Object> field : Fields.of(entry).entrySet()) {
            Object value = plain(field.getValue());
            budget -= value == null ? 4 : value.toString().length();
            if (budget < 0) {
                left++;
            } else {
                json.put(OWN.contains(field.getKey()) ? "field_" + field.getKey() : field.getKey(), value);
            }
        }
        if (left > 0) {
            json.put("fields_left_out", left);
        }
        return visible(json.encode());
    }

    /** A value that JSON knows; text for what it does not, NaN and the infinities among them. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value;
        } else if (value instanceof Double number && Double.isFinite(number)) {
            return value;
        } else if (value instanceof Collection<?> items) {
            JsonArray array = new JsonArray();
            Fields.newest(new ArrayList<>(items)).forEach(item -> array.add(plain(item)));
            return array;
        } else if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.entrySet().stream()
                    .limit(Fields.ENTRIES)
                    .forEach(entry -> object.put(String.valueOf(entry.getKey()), plain(entry.getValue())));
            return object;
        }
        return Escapes.bounded(value.toString(), VALUE_LIMIT);
    }

    /** JSON lets some characters stand that end a line for some readers; they can only be within strings here. */
    private static String visible(String json) {
        if (json.codePoints().noneMatch(Escapes::isHazard)) {
            return json;
        }
        StringBuilder visible = new StringBuilder(json.length() + 16);
        Escapes.append(visible, json, false);
        return visible.toString();
    }
}
