package io.github.slowatchdog.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The chart passes lint, and what it renders are the objects it promises, with the shipped files in them as they are. */
class HelmChartTest {

    private static final Path CHART = Path.of("helm/slo-watchdog");
    private static final Map<String, Object> LOCKED_DOWN = Map.of(
            "runAsNonRoot",
            true,
            "runAsUser",
            10001,
            "runAsGroup",
            10001,
            "readOnlyRootFilesystem",
            true,
            "allowPrivilegeEscalation",
            false,
            "capabilities",
            Map.of("drop", List.of("ALL")),
            "seccompProfile",
            Map.of("type", "RuntimeDefault"));

    @Test
    void passes_lint() {
        LintResult result = new Helm(CHART).lint().strict().call();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @Test
    void a_standalone_release_is_a_deployment_a_service_and_the_files() throws IOException {
        Map<String, Map<String, Object>> objects =
                render(new Helm(CHART).template().withName("canary").call());

        assertThat(objects).containsOnlyKeys("ConfigMap", "Deployment", "Service");
        Map<String, Object> files = at(objects, "ConfigMap", "data");
        assertThat(files.get("rules.vanta-bot.yaml")).hasToString(Files.readString(Path.of("rules/vanta-bot.yaml")));
        assertThat(files.get("config.quickstart.yaml"))
                .hasToString(Files.readString(Path.of("config/quickstart.yaml")));
        Map<String, Object> pod = at(objects, "Deployment", "spec", "template", "spec");
        Map<String, Object> container = at(pod, "containers", 0);
        assertThat(container).containsKeys("livenessProbe", "readinessProbe", "resources");
        assertThat(at(container, "securityContext")).isEqualTo(LOCKED_DOWN);
        assertThat(mountedFiles(pod)).contains("config/vanta-bot.yaml", "rules/vanta-bot.yaml");
    }

    @Test
    void values_choose_phase_files_and_secret() {
        String text = new Helm(CHART)
                .template()
                .withName("canary")
                .set("phase", "canary-live")
                .set("secretName", "watchdog-secrets")
                .set("journalClaim", "watchdog-journal")
                .set("extraRules.mine\\.yaml", "groups: []")
                .call();
        Map<String, Map<String, Object>> objects = render(text);

        Map<String, Object> pod = at(objects, "Deployment", "spec", "template", "spec");
        assertThat(find(pod, "containers", 0, "env").toString()).contains("SLO_WATCHDOG_PHASE, value=canary-live");
        assertThat(find(pod, "volumes").toString())
                .contains("secretName=watchdog-secrets", "claimName=watchdog-journal");
        assertThat(find(pod, "containers", 0, "volumeMounts").toString()).contains("mountPath=/var/lib/slo-watchdog");
        assertThat(mountedFiles(pod)).contains("rules/mine.yaml", "rules/vanta-bot.yaml");
    }

    @Test
    void as_a_sidecar_it_is_part_of_another_chart(@TempDir Path directory) throws IOException {
        Path parent = parentChart(directory.resolve("bot"));

        Map<String, Map<String, Object>> objects =
                render(new Helm(parent).template().withName("vanta").call());

        assertThat(objects).containsOnlyKeys("ConfigMap", "Pod");
        Map<String, Object> pod = at(objects, "Pod", "spec");
        Map<String, Object> sidecar = at(pod, "containers", 1);
        assertThat(sidecar).containsEntry("name", "slo-watchdog").doesNotContainKey("readinessProbe");
        assertThat(at(sidecar, "securityContext")).isEqualTo(LOCKED_DOWN);
        Map<String, Object> volume = at(pod, "volumes", 0, "configMap");
        assertThat(volume).containsEntry("name", find(objects, "ConfigMap", "metadata", "name"));
    }

    @Test
    void an_unknown_mode_is_refused() {
        assertThatThrownBy(() -> new Helm(CHART).template().set("mode", "alone").call())
                .hasMessageContaining("it must be standalone or sidecar");
    }

    /** A chart of somebody else's that takes ours as a dependency, as NOTES.txt tells. */
    private static Path parentChart(Path parent) throws IOException {
        Files.createDirectories(parent.resolve("templates"));
        Files.writeString(parent.resolve("Chart.yaml"), """
                apiVersion: v2
                name: bot
                version: 1.0.0
                dependencies: [{name: slo-watchdog, version: 0.1.0, repository: ""}]
                """);
        Files.writeString(parent.resolve("values.yaml"), "slo-watchdog: {mode: sidecar}\n");
        Files.writeString(parent.resolve("templates/pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: bot}
                spec:
                  containers:
                    - {name: bot, image: bot}
                    {{- include "slo-watchdog.sidecar" (index .Subcharts "slo-watchdog") | nindent 4 }}
                  volumes:
                    {{- include "slo-watchdog.volumes" (index .Subcharts "slo-watchdog") | nindent 4 }}
                """);
        try (Stream<Path> files = Files.walk(CHART, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = parent.resolve("charts/slo-watchdog").resolve(CHART.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return parent;
    }

    private static List<String> mountedFiles(Map<String, Object> pod) {
        List<?> items = (List<?>) find(pod, "volumes", 0, "configMap", "items");
        return items.stream().map(item -> find(item, "path").toString()).toList();
    }

    /** The rendered objects by kind. */
    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> render(String text) {
        Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
        for (Object document : new Yaml().loadAll(text)) {
            Map<String, Object> object = (Map<String, Object>) document;
            assertThat(objects.put(String.valueOf(object.get("kind")), object)).isNull();
        }
        return objects;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Object root, Object... path) {
        return (Map<String, Object>) find(root, path);
    }

    private static Object find(Object root, Object... path) {
        Object here = root;
        for (Object step : path) {
            Object next = step instanceof Integer index ? ((List<?>) here).get(index) : ((Map<?, ?>) here).get(step);
            if (next == null) {
                throw new AssertionError("there is no " + step + " in " + here);
            }
            here = next;
        }
        return here;
    }
}
