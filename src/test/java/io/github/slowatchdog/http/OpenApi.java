package io.github.slowatchdog.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * docs/openapi.yaml, held against real answers. Knows as much of JSON schema as that file uses, and takes anything else in it for
 * a mistake. Remembers what it has seen, so that what is documented and never happens shows too.
 */
final class OpenApi {

    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "properties",
            "additionalProperties",
            "required",
            "items",
            "enum",
            "format",
            "oneOf",
            "$ref",
            "description");

    private final JsonObject document;
    private final Set<String> answersSeen = new TreeSet<>();
    private final Set<String> fieldsSeen = new TreeSet<>();

    private OpenApi(JsonObject document) {
        this.document = document;
    }

    @SuppressWarnings("unchecked")
    static OpenApi read() throws IOException {
        String text = Files.readString(Path.of("docs/openapi.yaml"));
        return new OpenApi(
                new JsonObject((Map<String, Object>) new Yaml(new SafeConstructor(new LoaderOptions())).load(text)));
    }

    /** What is wrong with an answer to a request for this path, as the document writes it. */
    List<String> problems(String method, String path, int status, String body) {
        JsonObject paths = document.getJsonObject("paths");
        JsonObject operation = paths.containsKey(path)
                ? paths.getJsonObject(path).getJsonObject(method.toLowerCase(java.util.Locale.ROOT))
                : null;
        String what = method + " " + path + " " + status;
        JsonObject response =
                operation == null ? null : operation.getJsonObject("responses").getJsonObject("" + status);
        if (response == null) {
            return List.of(what + " is not documented");
        }
        answersSeen.add(what);
        List<String> problems = new ArrayList<>();
        JsonObject json = response.getJsonObject("content").getJsonObject("application/json");
        if (json != null) {
            check(json.getJsonObject("schema"), new JsonObject(body), what, "", problems);
        }
        return problems;
    }

    private void check(JsonObject schema, @Nullable Object value, String at, String name, List<String> problems) {
        schema.fieldNames().stream()
                .filter(key -> !KEYWORDS.contains(key))
                .forEach(key -> problems.add(at + ": this checker does not know the keyword " + key));
        if (schema.containsKey("$ref")) {
            String target = schema.getString("$ref").replace("#/components/schemas/", "");
            check(schema(target), value, at, target, problems);
            return;
        }
        if (schema.containsKey("oneOf")) {
            long fitting = schema.getJsonArray("oneOf").stream()
                    .filter(one -> fits((JsonObject) one, value, at))
                    .count();
            if (fitting != 1) {
                problems.add(at + ": fits " + fitting + " of oneOf");
            }
            return;
        }
        if (!types(schema).contains(type(value))
                && !(type(value).equals("integer") && types(schema).contains("number"))) {
            problems.add(at + " is " + type(value) + ", documented as " + types(schema));
        } else if (schema.containsKey("enum") && !schema.getJsonArray("enum").contains(value)) {
            problems.add(at + ": " + value + " is not among " + schema.getJsonArray("enum"));
        } else if (value instanceof String text && "date-time".equals(schema.getString("format")) && !isTime(text)) {
            problems.add(at + ": " + text + " is no time");
        } else if (value instanceof JsonArray list) {
            list.forEach(one -> check(schema.getJsonObject("items"), one, at + "[]", "", problems));
        } else if (value instanceof JsonObject object) {
            checkObject(schema, object, at, name, problems);
        }
    }

    private void checkObject(JsonObject schema, JsonObject object, String at, String name, List<String> problems) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        for (Object required : schema.getJsonArray("required", new JsonArray())) {
            if (!object.containsKey((String) required)) {
                problems.add(at + "." + required + " is missing");
            }
        }
        for (String key : object.fieldNames()) {
            Object value = object.getValue(key);
            if (properties.containsKey(key)) {
                fieldsSeen.add(name + "." + key);
                check(properties.getJsonObject(key), value, at + "." + key, "", problems);
            } else if (schema.getValue("additionalProperties") instanceof JsonObject any) {
                check(any, value, at + "." + key, "", problems);
            } else {
                problems.add(at + "." + key + " is not documented");
            }
        }
    }

    private boolean fits(JsonObject schema, @Nullable Object value, String at) {
        List<String> problems = new ArrayList<>();
        check(schema, value, at, "", problems);
        return problems.isEmpty();
    }

    private JsonObject schema(String name) {
        return document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    }

    private static List<Object> types(JsonObject schema) {
        return schema.getValue("type") instanceof JsonArray several
                ? several.stream().toList()
                : List.of(schema.getValue("type"));
    }

    private static String type(@Nullable Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof Number number) {
            return number instanceof Integer || number instanceof Long ? "integer" : "number";
        } else if (value instanceof Boolean) {
            return "boolean";
        } else if (value instanceof JsonArray) {
            return "array";
        }
        return value instanceof JsonObject ? "object" : "string";
    }

    private static boolean isTime(String text) {
        try {
            return !Instant.parse(text).equals(Instant.MIN);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Answers that are documented and were never seen. */
    Set<String> answersNeverSeen() {
        Set<String> never = new TreeSet<>();
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            for (String method : paths.getJsonObject(path).fieldNames()) {
                paths.getJsonObject(path)
                        .getJsonObject(method)
                        .getJsonObject("responses")
                        .fieldNames()
                        .forEach(status ->
                                never.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path + " " + status));
            }
        }
        never.removeAll(answersSeen);
        return never;
    }

    /** Fields of answers that are documented and were never seen. */
    Set<String> fieldsNeverSeen() {
        Set<String> never = new TreeSet<>();
        JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
        for (String name : schemas.fieldNames()) {
            if (!name.endsWith("Form")) {
                schemas.getJsonObject(name)
                        .getJsonObject("properties")
                        .fieldNames()
                        .forEach(field -> never.add(name + "." + field));
            }
        }
        never.removeAll(fieldsSeen);
        return never;
    }
}
