package io.github.slowatchdog.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the JSON schema (draft 7, which editors know best) of one kind of file: the sections and keys of the loader, with the
 * types, defaults and descriptions of the tables that {@link KeyTables} reads. Nothing of a key is written here a second time.
 */
final class SchemaWriter {

    /** Where a mapping leads that does not stand at a place named by its key. */
    private static final Map<String, Section> ELSEWHERE =
            Map.of("plan.on_failure", Section.STEP, "plan.finally", Section.STEP);

    private static final Pattern LIST = Pattern.compile("list of [a-z ]+");
    private static final Pattern MAP = Pattern.compile("map|map to text|map of [a-z, ]+");

    private static final Pattern NOT_BOTH = Pattern.compile("(?:Not together with|Instead of) `([a-z_]+)`");

    private final Map<Section, JsonObject> definitions = new LinkedHashMap<>();

    private SchemaWriter() {}

    /** The schema of a kind of file. */
    static JsonObject of(Section root, String title) {
        SchemaWriter writer = new SchemaWriter();
        JsonObject schema = new JsonObject()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", title);
        writer.mapping(root).forEach(member -> schema.put(member.getKey(), member.getValue()));
        JsonObject definitions = new JsonObject();
        writer.definitions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> definitions.put(name(one.getKey()), one.getValue()));
        return schema.put("definitions", definitions);
    }

    private JsonObject mapping(Section section) {
        List<KeyTables.Row> rows = KeyTables.rows(section);
        JsonObject properties = new JsonObject();
        for (KeyTables.Row row : rows) {
            properties.put(row.key(), described(form(section, row, row.type()), row));
        }
        JsonObject mapping = new JsonObject()
                .put("type", "object")
                .put("additionalProperties", false)
                .put("properties", properties);
        if (section == Section.HTTP_EXPECT) {
            mapping.put("patternProperties", new JsonObject().put("^\\$", anyExpectation()));
        }
        keys(rows, KeyTables.Row::isRequired).ifPresent(required -> mapping.put("required", new JsonArray(required)));
        keys(
                        rows,
                        row -> row.standard().equals("one of these")
                                || row.standard().equals("one of the two"))
                .ifPresent(one -> mapping.put("oneOf", alternatives(one)));
        keys(rows, row -> row.standard().equals("at least one of these"))
                .ifPresent(any -> mapping.put("anyOf", alternatives(any)));
        JsonArray apart = new JsonArray();
        rows.stream()
                .filter(row -> !row.type().equals("boolean"))
                .forEach(row -> NOT_BOTH.matcher(row.meaning())
                        .results()
                        .map(other -> new JsonArray(List.of(row.key(), other.group(1))))
                        .forEach(pair ->
                                apart.add(new JsonObject().put("not", new JsonObject().put("required", pair)))));
        if (!apart.isEmpty()) {
            mapping.put("allOf", apart);
        }
        JsonObject company = company(section, rows);
        return company.isEmpty() ? mapping : mapping.put("dependencies", company);
    }

    /** What a key asks of others beside it. */
    private JsonObject company(Section section, List<KeyTables.Row> rows) {
        JsonObject company = new JsonObject();
        rows.stream()
                .filter(row -> row.standard().startsWith("required with `"))
                .forEach(row -> company.put(row.standard().split("`", -1)[1], new JsonArray(List.of(row.key()))));
        if (section == Section.STEP) {
            company.put("http", expecting(reference(Section.HTTP_EXPECT)));
            company.put("exec", expecting(reference(Section.EXEC_EXPECT)));
            company.put("flag", expecting(map(anyExpectation())).put("required", new JsonArray(List.of("expect"))));
            Indicators.KINDS.forEach(kind -> company.put(
                    kind,
                    expecting(single("expectation")).put("anyOf", alternatives(List.of("expect", "save", "compare")))));
        }
        return company;
    }

    private static JsonObject expecting(JsonObject form) {
        return new JsonObject().put("properties", new JsonObject().put("expect", form));
    }

    private static Optional<List<String>> keys(List<KeyTables.Row> rows, Predicate<KeyTables.Row> which) {
        return Optional.of(rows.stream().filter(which).map(KeyTables.Row::key).toList())
                .filter(some -> !some.isEmpty());
    }

    private static JsonArray alternatives(List<String> keys) {
        JsonArray alternatives = new JsonArray();
        keys.forEach(key -> alternatives.add(new JsonObject().put("required", new JsonArray(List.of(key)))));
        return alternatives;
    }

    /** What an editor shows of a key. A reference bears no neighbours in draft 7, so it is wrapped. */
    private static JsonObject described(JsonObject form, KeyTables.Row row) {
        JsonObject described =
                form.containsKey("$ref") ? new JsonObject().put("allOf", new JsonArray().add(form)) : form;
        String text = Stream.of(
                        row.meaning(),
                        row.isRequired() ? "Required." : "Left out: " + row.standard() + ".",
                        "Type: " + row.type() + ".")
                .map(SchemaWriter::plain)
                .filter(part -> !part.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
        return described.put("description", text);
    }

    /** Links lead nowhere in an editor; a bar is only quoted for the table. */
    private static String plain(String cell) {
        return cell.replaceAll("\\[([^]]+)]\\([^)]+\\)", "$1").replace("\\|", "|");
    }

    private JsonObject form(Section section, KeyTables.Row row, String written) {
        String type = written.replace(", *secret*", "");
        Optional<JsonObject> single = ValueForms.of(type);
        if (single.isPresent()) {
            return single.get();
        }
        return switch (type) {
            case "mapping" -> reference(target(section, row, ""));
            case "list", "list of mappings" -> list(reference(target(section, row, "[]")));

            case "list of addresses" -> list(single("address"));
            case "likewise" -> form(section, row, above(section, row).type());
            case "map to expectations" -> map(anyExpectation());
            case "selector or mapping" -> ValueForms.either(single("selector"), reference(target(section, row, "")));
            case "expectation, or mapping" -> ValueForms.either(anyExpectation(), reference(Section.TEXT));
            case "expectation or mapping" ->
                ValueForms.either(single("expectation"), new JsonObject().put("type", "object"));
            case "regular expression, or list" ->
                ValueForms.either(single("regular expression"), array(single("regular expression")));
            case "list; text with `shell`" -> ValueForms.either(list(ValueForms.text()), ValueForms.text());
            case "text, mapping or list" ->
                new JsonObject().put("type", new JsonArray(List.of("string", "number", "boolean", "object", "array")));
            default ->
                type.startsWith("list of `")
                        ? list(single(type.substring("list of ".length())))
                        : LIST.matcher(type).matches()
                                ? list(ValueForms.text())
                                : MAP.matcher(type).matches() ? map(ValueForms.text()) : unknown(section, row);
        };
    }

    private static JsonObject unknown(Section section, KeyTables.Row row) {
        throw new AssertionError("the type \"" + row.type() + "\" of `" + row.key() + "` in " + KeyTables.page(section)
                + ", \"" + KeyTables.heading(section) + "\", is not one that the JSON schema knows."
                + " Write it as another row writes it, or teach ValueForms or SchemaWriter.form what it looks like.");
    }

    private static KeyTables.Row above(Section section, KeyTables.Row row) {
        List<KeyTables.Row> rows = KeyTables.rows(section);
        return rows.get(rows.indexOf(row) - 1);
    }

    private static JsonObject single(String type) {
        return ValueForms.of(type).orElseThrow(() -> new AssertionError("no form of " + type));
    }

    private static JsonObject anyExpectation() {
        return single("expectation of a number");
    }

    private static JsonObject list(JsonObject element) {
        return array(element).put("minItems", 1);
    }

    private static JsonObject array(JsonObject element) {
        return new JsonObject().put("type", "array").put("items", element);
    }

    private static JsonObject map(JsonObject value) {
        return new JsonObject().put("type", "object").put("additionalProperties", value);
    }

    private static Section target(Section section, KeyTables.Row row, String suffix) {
        Section elsewhere = ELSEWHERE.get(section.id(row.key()));
        if (elsewhere != null) {
            return elsewhere;
        }
        List<String> places = new ArrayList<>(List.of(section.id(row.key()) + suffix, row.key() + suffix));
        return places.stream()
                .flatMap(place ->
                        Stream.of(Section.values()).filter(one -> one.place().equals(place)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Section has the place " + String.join(" or ", places)
                        + ", where the mapping `" + row.key() + "` of " + section + " leads: give it one, or name it"
                        + " in SchemaWriter.ELSEWHERE"));
    }

    private JsonObject reference(Section section) {
        if (!definitions.containsKey(section)) {
            definitions.put(section, new JsonObject());
            definitions.put(section, mapping(section));
        }
        return new JsonObject().put("$ref", "#/definitions/" + name(section));
    }

    private static String name(Section section) {
        return section.name().toLowerCase(Locale.ROOT);
    }
}
