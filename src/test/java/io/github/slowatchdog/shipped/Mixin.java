package io.github.slowatchdog.shipped;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is in {@code mixin/}, for the tests of it. */
public final class Mixin {

    static final Path ALERTS = Path.of("mixin/alerts.yaml");
    static final Path RECORDING = Path.of("mixin/recording.yaml");
    static final Path TESTS = Path.of("mixin/tests/alerts.yaml");
    static final Path DASHBOARD = Path.of("mixin/dashboards/slo-watchdog.json");

    private static final Pattern METRIC = Pattern.compile("(?<![a-zA-Z0-9_:])(slo_watchdog|process|jvm)_[a-z0-9_]+");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

    private Mixin() {}

    /** The rules of a file, each as it stands there. */
    static List<Map<String, Object>> rules(Path file) throws IOException {
        List<Map<String, Object>> rules = new ArrayList<>();
        list(yaml(file), "groups").forEach(group -> rules.addAll(list(group, "rules")));
        return rules;
    }

    static Map<String, Object> yaml(Path file) throws IOException {
        return mapping(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)));
    }

    /** The mappings in the list under a key. */
    static List<Map<String, Object>> list(Map<String, Object> from, String key) {
        return items(from, key).stream().map(Mixin::mapping).toList();
    }

    /** What is in the list under a key. */
    static List<?> items(Map<String, Object> from, String key) {
        return (List<?>) Objects.requireNonNull(from.get(key), key);
    }

    /** The mapping under a key. */
    static Map<String, Object> mapping(Map<String, Object> from, String key) {
        return mapping(Objects.requireNonNull(from.get(key), key));
    }

    private static Map<String, Object> mapping(Object value) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, entry) -> mapping.put(String.valueOf(key), Objects.requireNonNull(entry)));
        return mapping;
    }

    static JsonObject dashboard() throws IOException {
        return new JsonObject(Files.readString(DASHBOARD));
    }

    static Stream<JsonObject> panels() throws IOException {
        return dashboard().getJsonArray("panels").stream()
                .map(JsonObject.class::cast)
                .filter(panel -> !panel.getString("type").equals("row"));
    }

    /** Every query of the dashboard, with all values of its variables. */
    public static List<String> queries() throws IOException {
        return panels().flatMap(panel -> panel.getJsonArray("targets").stream())
                .map(target -> filled(((JsonObject) target).getString("expr")))
                .toList();
    }

    /** The queries behind the variables, likewise. */
    public static List<String> variables() throws IOException {
        JsonArray variables = dashboard().getJsonObject("templating").getJsonArray("list");
        return variables.stream()
                .map(JsonObject.class::cast)
                .filter(variable -> variable.getString("type").equals("query"))
                .flatMap(variable -> LABEL_VALUES
                        .matcher(variable.getString("definition"))
                        .results()
                        .map(found -> "count by (" + found.group(2) + ") (" + filled(found.group(1)) + ")"))
                .toList();
    }

    private static String filled(String query) {
        return query.replace("$__rate_interval", "1m")
                .replace("$__range", "5m")
                .replaceAll("\\$(watchdog|phase|instance)", ".*");
    }

    /** Every metric that a rule or a query names. */
    public static Set<String> metrics() throws IOException {
        Set<String> metrics = new TreeSet<>();
        List<String> expressions = new ArrayList<>(queries());
        for (Path file : List.of(ALERTS, RECORDING)) {
            rules(file).forEach(rule -> expressions.add(String.valueOf(rule.get("expr"))));
        }
        expressions.forEach(expression ->
                METRIC.matcher(expression).results().map(MatchResult::group).forEach(metrics::add));
        return metrics;
    }
}
