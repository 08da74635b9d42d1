package io.github.slowatchdog.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values, their schema and their description name the same things, and the chart has the files that it copies. */
class HelmValuesTest {

    private static final Path CHART = Path.of("helm/slo-watchdog");
    private static final Path MIXIN = Path.of("mixin");

    /** A value that is looked into; below others it is the user's own. */
    private static final List<String> SECTIONS = List.of(
            "image",
            "journal",
            "service",
            "serviceAccount",
            "sidecar",
            "resources",
            "serviceMonitor",
            "podMonitor",
            "prometheusRule",
            "dashboard",
            "networkPolicy",
            "podDisruptionBudget");

    @Test
    void every_value_is_described_and_nothing_else() throws IOException {
        String table = text("README.md").split("## Values", 2)[1];
        List<String> described = Pattern.compile("^\\| (`.*?`) \\|", Pattern.MULTILINE)
                .matcher(table)
                .results()
                .flatMap(row ->
                        Pattern.compile("`([^`]+)`").matcher(row.group(1)).results())
                .map((MatchResult name) -> name.group(1))
                .toList();

        assertThat(described).containsExactlyInAnyOrderElementsOf(names(yaml("values.yaml")));
    }

    @Test
    void the_schema_knows_every_value_and_nothing_else() throws IOException {
        Map<String, Object> known = properties(yaml("values.schema.json"));
        // what every chart gets from its parent, and what Kubernetes knows that no default uses
        List<String> names = known.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("global"))
                .flatMap(entry -> below(
                        entry.getKey(), SECTIONS.contains(entry.getKey()) ? properties(entry.getValue()) : Map.of()))
                .filter(name -> !name.equals("resources.claims"))
                .toList();

        assertThat(names).containsExactlyInAnyOrderElementsOf(names(yaml("values.yaml")));
    }

    @Test
    void chart_and_image_are_of_the_version_that_is_built() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        String version = String.valueOf(yaml("Chart.yaml").get("appVersion"));
        assertThat(pom).contains("<version>" + version + "</version>");
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("\nARG VERSION=" + version + "\n");
    }

    /** The link is made where there is something to link to: {@code ln -s ../../../mixin helm/slo-watchdog/files/mixin}. */
    @Test
    void the_mixin_is_in_the_chart() throws IOException {
        if (!Files.exists(MIXIN)) {
            return;
        }
        for (String file : List.of("alerts.yaml", "recording.yaml", "dashboards/slo-watchdog.json")) {
            assertThat(CHART.resolve("files/mixin").resolve(file))
                    .as("make the link: ln -s ../../../mixin " + CHART.resolve("files/mixin"))
                    .exists()
                    .hasSameTextualContentAs(MIXIN.resolve(file));
        }
    }

    private static List<String> names(Map<String, Object> values) {
        return values.entrySet().stream()
                .flatMap(
                        entry -> below(entry.getKey(), SECTIONS.contains(entry.getKey()) ? entry.getValue() : Map.of()))
                .toList();
    }

    private static Stream<String> below(String name, Object section) {
        Map<?, ?> keys = (Map<?, ?>) section;
        return keys.isEmpty() ? Stream.of(name) : keys.keySet().stream().map(key -> name + "." + key);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Object schema) {
        return (Map<String, Object>) Rendering.find(schema, "properties");
    }

    private static Map<String, Object> yaml(String file) {
        return Rendering.yaml(CHART.resolve(file));
    }

    private static String text(String file) throws IOException {
        return Files.readString(CHART.resolve(file));
    }
}
