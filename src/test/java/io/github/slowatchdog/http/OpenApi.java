package io.github.slowatchdog.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * docs/openapi.yaml, held against real answers. Remembers what it has seen, so that what is documented and never happens shows too.
 */
final class OpenApi {

    /** What {@code default} stands for; anything else has to be documented where it happens. */
    private static final Set<Integer> REFUSED = Set.of(400, 404, 405, 408, 411, 413, 414, 421, 431, 500);

    private final JsonObject document;
    private final Set<String> answersSeen = new TreeSet<>();
    private final Set<String> fieldsSeen = new TreeSet<>();
    private final Set<Integer> refusedSeen = new TreeSet<>();

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
    List<String> problems(String path, HttpResponse<String> answer) {
        return problems(
                answer.request().method(),
                path,
                answer.statusCode(),
                answer.headers().firstValue("content-type").orElse(""),
                answer.body());
    }

    List<String> problems(String method, String path, int status, String type, String body) {
        String what = method + " " + path + " " + status;
        Optional<JsonObject> documented = operation(method, path).flatMap(one -> response(one, status));
        if (documented.isEmpty()) {
            return List.of(what + " is not documented");
        }
        answersSeen.add(what);
        JsonObject content = documented.get().getJsonObject("content", new JsonObject());
        String bare = type.replaceFirst(";.*", "");
        if (content.isEmpty()) {
            return body.isEmpty() ? List.of() : List.of(what + " has a body, which is not documented");
        }
        if (!content.containsKey(bare)) {
            return List.of(what + " is " + type + ", which is not documented");
        }
        if (!bare.equals("application/json")) {
            return List.of();
        }
        JsonObject schema = content.getJsonObject(bare).getJsonObject("schema");
        note(schema, "", new JsonObject(body));
        return problems(schema, new JsonObject(body));
    }

    private Optional<JsonObject> operation(String method, String path) {
        return Optional.ofNullable(document.getJsonObject("paths").getJsonObject(path))
                .map(item -> item.getJsonObject(method.toLowerCase(Locale.ROOT)));
    }

    private Optional<JsonObject> response(JsonObject operation, int status) {
        JsonObject responses = operation.getJsonObject("responses");
        JsonObject own = responses.getJsonObject("" + status);
        if (own == null && REFUSED.contains(status)) {
            refusedSeen.add(status);
            return Optional.ofNullable(responses.getJsonObject("default")).map(this::resolved);
        }
        return Optional.ofNullable(own).map(this::resolved);
    }

    /** By JSON schema of 2020-12, which is that of OpenAPI 3.1. */
    private List<String> problems(JsonObject schema, Object value) {
        // a copy: the library writes into what it is given
        JsonObject schemas =
                document.getJsonObject("components").getJsonObject("schemas").copy();
        JsonObject whole = schema.copy().put("components", new JsonObject().put("schemas", schemas));
        OutputUnit found = Validator.create(
                        JsonSchema.of(whole),
                        new JsonSchemaOptions()
                                .setBaseUri("https://slo-watchdog.invalid/")
                                .setDraft(Draft.DRAFT202012)
                                .setOutputFormat(OutputFormat.Basic))
                .validate(value);
        return Boolean.TRUE.equals(found.getValid())
                ? List.of()
                : found.getErrors().stream()
                        .map(error -> error.getInstanceLocation() + ": " + error.getError())
                        .toList();
    }

    /** Remembers which documented fields the value has. */
    private void note(JsonObject given, String name, @Nullable Object value) {
        if (given.containsKey("oneOf")) {
            given.getJsonArray("oneOf").forEach(one -> note((JsonObject) one, "", value));
            return;
        }
        String schemaName = given.containsKey("$ref") ? given.getString("$ref").replaceFirst(".*/", "") : name;
        JsonObject schema = resolved(given);
        if (value instanceof JsonArray list && schema.containsKey("items")) {
            list.forEach(one -> note(schema.getJsonObject("items"), "", one));
        } else if (value instanceof JsonObject object) {
            JsonObject properties = schema.getJsonObject("properties", new JsonObject());
            for (String key : object.fieldNames()) {
                if (properties.containsKey(key)) {
                    fieldsSeen.add(schemaName + "." + key);
                    note(properties.getJsonObject(key), "", object.getValue(key));
                }
            }
        }
    }

    private JsonObject resolved(JsonObject object) {
        JsonObject found = object;
        while (found.containsKey("$ref")) {
            JsonObject at = document;
            for (String step : found.getString("$ref").substring(2).split("/", -1)) {
                at = at.getJsonObject(step);
            }
            found = at;
        }
        return found;
    }

    /** What is wrong with the examples. */
    List<String> problemsOfExamples() {
        List<String> problems = new ArrayList<>();
        examples(document, problems);
        return problems;
    }

    private void examples(Object node, List<String> problems) {
        if (node instanceof JsonObject object) {
            if (object.containsKey("example") && object.getValue("example") instanceof JsonObject example) {
                problems(object.getJsonObject("schema"), example)
                        .forEach(problem -> problems.add(example.encode() + ": " + problem));
            }
            object.fieldNames().forEach(key -> examples(object.getValue(key), problems));
        } else if (node instanceof JsonArray list) {
            list.forEach(one -> examples(one, problems));
        }
    }

    Set<String> paths() {
        return document.getJsonObject("paths").fieldNames();
    }

    /** The methods of a path, with those that every path has. */
    Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
        document.getJsonObject("paths").getJsonObject(path).fieldNames().stream()
                .map(method -> method.toUpperCase(Locale.ROOT))
                .flatMap(method -> method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method))
                .forEach(methods::add);
        return methods;
    }

    Set<Integer> refusedSeen() {
        return refusedSeen;
    }

    /** Answers that are documented and were never seen. */
    Set<String> answersNeverSeen() {
        Set<String> never = new TreeSet<>();
        for (String path : paths()) {
            JsonObject item = document.getJsonObject("paths").getJsonObject(path);
            for (String method : item.fieldNames()) {
                item.getJsonObject(method).getJsonObject("responses").fieldNames().stream()
                        .filter(status -> !status.equals("default"))
                        .forEach(status -> never.add(method.toUpperCase(Locale.ROOT) + " " + path + " " + status));
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
