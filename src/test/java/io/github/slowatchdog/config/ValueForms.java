package io.github.slowatchdog.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a single value looks like, by the type that the tables give it. Never stricter than the loader: a value may also be, or
 * hold, a reference such as <code>${ENV:NAME}</code>.
 */
final class ValueForms {

    private static final String REFERENCE = "|\\$\\{";
    private static final Pattern WORDS = Pattern.compile("`([^`\"]+)`(?:, `[^`]+`)*");
    private static final Pattern WHOLE = Pattern.compile("(?:whole number from )?([0-9]+)(?: to ([0-9]+))?");
    private static final String DURATION =
            "^(0|([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$";
    private static final String EXPECTATION = "^\\s*(==|!=|<=|>=|=~|!~|<|>|in\\s*\\[|present\\s*$|absent\\s*$)";

    /** Types with one form each; the rest are words, ranges, lists and maps. */
    private static final Map<String, JsonObject> PLAIN = Map.ofEntries(
            Map.entry("text", text()),
            Map.entry("PromQL", text()),
            Map.entry("JSONPath", matching("^\\$", "$.mode")),
            Map.entry("selector", text()),
            Map.entry("regular expression", text()),
            Map.entry("path", text()),
            Map.entry("path, or `-`", text()),
            Map.entry("secret file", text()),
            Map.entry("file", text()),
            Map.entry("name", text().put("pattern", "^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$" + REFERENCE)),
            Map.entry("identifier", text().put("pattern", "^[a-zA-Z_][a-zA-Z0-9_]*$" + REFERENCE)),
            Map.entry("boolean", either(typed("boolean"), matching("^(true|false)$", "true"))),
            Map.entry("duration", either(matching(DURATION, "90s"), new JsonObject().put("const", 0))),
            Map.entry("`start`, `all` or duration", matching("^(start|all)$|" + DURATION, "start")),
            Map.entry("size", either(typed("integer"), matching("^[0-9]+(|B|KiB|MiB|GiB)$", "16MiB"))),
            Map.entry("address", matching("^https?://", "http://localhost:9090")),
            Map.entry("see below", matching("^rediss?(-sentinel|-cluster)?://", "redis://localhost:6379/0")),
            Map.entry("`HOST:PORT`", matching(":[0-9]{1,5}$", "127.0.0.1:9911")),
            Map.entry("`\"HH:MM-HH:MM\"`", matching("^[0-9]{2}:[0-9]{2}\\s*-\\s*[0-9]{2}:[0-9]{2}$", "03:00-05:00")),
            Map.entry("expectation", matching(EXPECTATION, "== 0")),
            Map.entry(
                    "expectation of a number",
                    either(typed("integer"), matching(EXPECTATION + "|^[0-9]+$", "in [200, 299]"))),
            Map.entry("number above 0", either(typed("number"), matching("^[0-9.]+$", "14.4"))),
            Map.entry("share", either(typed("number"), matching("^[0-9.]+\\s*%?$", "99.5%"))),
            Map.entry("`20%`, or a number", either(typed("number"), matching("^[0-9.]+\\s*%?$", "20%"))));

    private ValueForms() {}

    /** The form of a type; empty if it is none of a single value. */
    static Optional<JsonObject> of(String type) {
        JsonObject plain = PLAIN.get(type);
        if (plain != null) {
            return Optional.of(plain.copy());
        }
        if (WORDS.matcher(type).matches()) {
            return Optional.of(oneOf(Arrays.stream(type.split(", "))
                    .map(word -> word.replace("`", ""))
                    .toList()));
        }
        Matcher whole = WHOLE.matcher(type);
        if (whole.matches()) {
            JsonObject number = typed("integer").put("minimum", Long.valueOf(whole.group(1)));
            if (whole.group(2) != null) {
                number.put("maximum", Long.valueOf(whole.group(2)));
            }
            return Optional.of(either(number, matching("^[+]?[0-9]+$", whole.group(1))));
        }
        return Optional.empty();
    }

    private static JsonObject oneOf(List<String> words) {
        return either(
                new JsonObject().put("enum", new JsonArray(words)),
                typed("string").put("pattern", "\\$\\{"));
    }

    /** Any single value: what is not quoted is text to the loader, too. */
    static JsonObject text() {
        return new JsonObject().put("type", new JsonArray(List.of("string", "number", "boolean")));
    }

    private static JsonObject typed(String type) {
        return new JsonObject().put("type", type);
    }

    private static JsonObject matching(String pattern, String example) {
        return typed("string").put("pattern", pattern + REFERENCE).put("examples", new JsonArray(List.of(example)));
    }

    static JsonObject either(JsonObject... forms) {
        return new JsonObject().put("anyOf", new JsonArray(List.of(forms)));
    }
}
