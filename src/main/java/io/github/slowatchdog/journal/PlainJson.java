package io.github.slowatchdog.journal;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of an event as JSON in ASCII, so that no reader can take a character for the end of a line, and of bounded size. */
final class PlainJson {

    /** How long an event's data may be, as JSON. */
    static final int DATA_LIMIT = 48 * 1024;

    private static final int TEXT_LIMIT = 8 * 1024;
    private static final int ITEMS = 500;
    private static final int DEPTH = 8;
    private static final String CUT = "cut";

    private PlainJson() {}

    /** The data of an event; what is too much is left out, and {@code cut} says how many members that were. */
    static String data(Map<String, Object> data) {
        StringBuilder kept = new StringBuilder("{");
        int left = DATA_LIMIT;
        int cut = 0;
        for (Map.Entry<String, Object> member : data.entrySet()) {
            String name = text(member.getKey());
            String value = ascii(Json.encode(plain(member.getValue(), 0)));
            left -= value.length() + name.length() + 2;
            if (left < 0) {
                cut++;
            } else {
                add(kept, name, value);
            }
        }
        if (cut > 0) {
            add(kept, text(CUT), Integer.toString(cut));
        }
        return kept.append('}').toString();
    }

    /** One more member; both parts are JSON already. */
    private static void add(StringBuilder object, String name, String value) {
        object.append(object.length() > 1 ? "," : "").append(name).append(':').append(value);
    }

    /** A text as JSON, with its quotes. */
    static String text(String text) {
        return ascii(Json.encode(bounded(text)));
    }

    /** JSON that says the same in ASCII. */
    static String ascii(String json) {
        int foreign = 0;
        while (foreign < json.length() && isPlain(json.charAt(foreign))) {
            foreign++;
        }
        if (foreign == json.length()) {
            return json;
        }
        StringBuilder ascii = new StringBuilder(json.length() + 64);
        for (int i = 0; i < json.length(); i++) {
            char unit = json.charAt(i);
            // beyond ASCII there is only text in JSON, where each UTF-16 unit may be written so
            if (isPlain(unit)) {
                ascii.append(unit);
            } else {
                ascii.append(String.format("\\u%04x", (int) unit));
            }
        }
        return ascii.toString();
    }

    private static boolean isPlain(char unit) {
        return unit >= ' ' && unit <= '~';
    }

    private static @Nullable Object plain(@Nullable Object value, int depth) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value;
        } else if (value instanceof Double number && Double.isFinite(number)) {
            return value;
        } else if (value instanceof Collection<?> items && depth < DEPTH) {
            return array(List.copyOf(items), depth);
        } else if (value instanceof Map<?, ?> map && depth < DEPTH) {
            JsonObject object = new JsonObject();
            map.entrySet().stream()
                    .limit(ITEMS)
                    .forEach(entry ->
                            object.put(bounded(String.valueOf(entry.getKey())), plain(entry.getValue(), depth + 1)));
            return object;
        }
        return bounded(value.toString());
    }

    /** Of too many the newest, which are last. */
    private static JsonArray array(List<?> items, int depth) {
        JsonArray array = new JsonArray(new ArrayList<>());
        int first = Math.max(0, items.size() - ITEMS);
        if (first > 0) {
            array.add("...(" + first + " before)");
        }
        items.subList(first, items.size()).forEach(item -> array.add(plain(item, depth + 1)));
        return array;
    }

    private static String bounded(String text) {
        return text.length() <= TEXT_LIMIT
                ? text
                : text.substring(0, TEXT_LIMIT) + "...(" + (text.length() - TEXT_LIMIT) + " more)";
    }
}
