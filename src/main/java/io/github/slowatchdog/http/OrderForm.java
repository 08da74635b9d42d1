package io.github.slowatchdog.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;

/** The body of an order, checked: what is wrong with it is the message of an {@link IllegalArgumentException}. */
final class OrderForm {

    private static final int LONGEST = 500;
    private static final Set<String> NOT_TOLD_OTHERWISE = Set.of("application/x-www-form-urlencoded", "text/plain");

    private final JsonObject body;

    private OrderForm(JsonObject body) {
        this.body = body;
    }

    /**
     * Whether the body may be an order, by what its headers say. Who holds the token in an emergency must not fail for a header: what
     * curl sends when told nothing else is taken too.
     */
    static boolean mayBe(MultiMap headers) {
        String coding = headers.get(HttpHeaders.CONTENT_ENCODING);
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        String bare = type == null ? "" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return (coding == null || coding.equalsIgnoreCase("identity"))
                && (bare.isEmpty() || bare.endsWith("json") || NOT_TOLD_OTHERWISE.contains(bare));
    }

    static OrderForm read(Buffer bytes, Set<String> keys) {
        JsonObject body;
        try {
            body = new JsonObject(bytes);
        } catch (DecodeException | ClassCastException | StackOverflowError e) { // so deep is nothing that we know
            throw new IllegalArgumentException("the body is not a JSON object", e);
        }
        for (String key : body.fieldNames()) {
            if (!keys.contains(key)) {
                throw new IllegalArgumentException("there is a key that is not known; known are " + named(keys));
            }
        }
        return new OrderForm(body);
    }

    private static String named(Set<String> keys) {
        return String.join(", ", keys.stream().sorted().toList());
    }

    /** One line that must be there. */
    String line(String key) {
        if (!(body.getValue(key) instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException("\"" + key + "\" is missing: text, not empty");
        }
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "\"" + key + "\" must be one line of at most " + LONGEST + " characters");
        }
        return text.strip();
    }

    /** A yes or no; no where it is left out. */
    boolean isSet(String key) {
        Object value = body.getValue(key, false);
        if (!(value instanceof Boolean set)) {
            throw new IllegalArgumentException("\"" + key + "\" must be true or false");
        }
        return set;
    }
}
