package io.github.slowatchdog.deploy;

import static io.github.slowatchdog.deploy.Rendering.at;
import static io.github.slowatchdog.deploy.Rendering.find;
import static io.github.slowatchdog.deploy.Rendering.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.github.slowatchdog.config.ConfigLoader;
import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** What the chart renders, alone and as a sidecar of another chart, is what Kubernetes takes and slo-watchdog accepts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HelmChartTest {

    private static final Map<String, Object> LOCKED_DOWN = Map.of(
            "runAsNonRoot",
            true,
            "readOnlyRootFilesystem",
            true,
            "allowPrivilegeEscalation",
            false,
            "capabilities",
            Map.of("drop", List.of("ALL")),
            "seccompProfile",
            Map.of("type", "RuntimeDefault"));

    private Renderings rendered = Renderings.NONE;

    @BeforeAll
    void render(@TempDir Path directory) throws IOException {
        rendered = Renderings.in(directory);
    }

    @Test
    void passes_lint() {
        LintResult result = new Helm(Chart.DIRECTORY).lint().strict().call();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @Test
    void each_rendering_is_as_it_was_read_last() throws IOException {
        for (Map.Entry<String, Rendering> one : rendered.all().entrySet()) {
            Path golden = Chart.CASES.resolve(one.getKey() + ".golden.yaml");
            String text = text(one.getValue());
            if ("rewrite".equals(System.getProperty("golden"))) {
                Files.writeString(golden, text);
            }
            assertThat(text).as(golden.toString()).isEqualTo(Files.readString(golden));
        }
    }

    @Test
    void every_object_is_one_that_kubernetes_knows() {
        assertThat(rendered.all())
                .allSatisfy((name, rendering) -> assertThat(rendering.objects())
                        .isNotEmpty()
                        .allSatisfy(object ->
                                assertThat(KubernetesModel.problems(object)).isEmpty()));
        assertThat(KubernetesModel.problems(Map.of("apiVersion", "v1", "kind", "Service", "spec", Map.of("port", 1))))
                .containsExactly("v1 Service.spec.port: unknown key");
        assertThat(KubernetesModel.problems(
                        Map.of("apiVersion", "v1", "kind", "ConfigMap", "data", Map.of("grafana", 1))))
                .containsExactly("v1 ConfigMap.data.grafana: 1 is no String");
    }

    @Test
    void the_container_may_do_nothing_that_it_need_not() {
        assertThat(rendered.all()).allSatisfy((name, rendering) -> {
            Map<String, Object> container = rendering.container();
            assertThat(at(container, "securityContext")).containsAllEntriesOf(LOCKED_DOWN);
            assertThat(at(container, "resources")).containsKeys("requests", "limits");
            assertThat(find(container, "livenessProbe", "httpGet", "path")).isEqualTo("/-/healthy");
            assertThat(container).doesNotContainKey("startupProbe");
        });
        assertThat(at(rendered.of("default").container(), "securityContext")).containsEntry("runAsUser", 10001);
        assertThat(at(rendered.of("own").container(), "securityContext")).doesNotContainKey("runAsUser");
        Map<String, Object> pod = rendered.of("default").pod();
        assertThat(pod).containsEntry("automountServiceAccountToken", false);
        assertThat(rendered.of("default").one("ServiceAccount")).containsEntry("automountServiceAccountToken", false);
    }

    @Test
    void what_is_mounted_is_accepted_as_configuration(@TempDir Path directory) throws IOException {
        for (Map.Entry<String, Rendering> one : rendered.all().entrySet()) {
            Settings settings = load(one.getValue(), directory.resolve(one.getKey()));

            Map<String, String> environment = one.getValue().environment();
            assertThat(settings.name()).isEqualTo(environment.get("SLO_WATCHDOG_NAME"));
            assertThat(settings.phase().name()).isEqualTo(environment.get("SLO_WATCHDOG_PHASE"));
            assertThat(settings.http().host() + ":" + settings.http().port())
                    .isEqualTo(environment.get("SLO_WATCHDOG_LISTEN"))
                    .endsWith(":" + find(one.getValue().container(), "ports", 0, "containerPort"));
            assertThat(list(one.getValue().container(), "volumeMounts"))
                    .anySatisfy(mount -> assertThat(mount)
                            .containsEntry(
                                    "mountPath",
                                    settings.journal().orElseThrow().toString()));
        }
    }

    @Test
    void the_files_are_those_that_are_shipped() throws IOException {
        Map<String, String> files = rendered.of("sidecar").files("slo-watchdog-config");

        assertThat(files).containsKeys("config/vanta-bot.yaml", "config/quickstart.yaml", "rules/vanta-bot.yaml");
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertThat(file.getValue()).isEqualTo(Files.readString(Path.of(file.getKey())));
        }
    }

    @Test
    void a_changed_configuration_starts_a_new_pod_or_is_reloaded() {
        List<String> checksum = List.of("spec", "template", "metadata", "annotations", "checksum/config");

        assertThat(find(rendered.of("own").one("Deployment"), checksum.toArray()))
                .asString()
                .hasSize(64)
                .isNotEqualTo(find(rendered.of("default").one("Deployment"), checksum.toArray()));
        assertThat(text(rendered.of("full"))).doesNotContain("checksum");
        assertThat(find(rendered.of("full").container(), "args")).asString().contains("--watch-config");
    }

    @Test
    void a_secret_is_named_and_never_shown() {
        assertThat(rendered.of("full").environment())
                .containsEntry("REDIS_URL", "from trading-redis")
                .containsEntry("SLO_WATCHDOG_STOP_MODE", "shadow");
        assertThat(rendered.of("full").kinds()).doesNotContain("Secret");
    }

    @Test
    void beside_the_bot_it_starts_first_and_asks_it_on_localhost() {
        Map<String, Object> sidecar = rendered.of("sidecar").container();

        assertThat(list(rendered.of("sidecar").pod(), "initContainers")).containsExactly(sidecar);
        assertThat(sidecar).containsEntry("restartPolicy", "Always").doesNotContainKey("readinessProbe");
        assertThat(rendered.of("sidecar").environment()).containsEntry("BOT_URL", "http://localhost:8090");
        assertThat(rendered.of("sidecar-plain").container()).containsKey("readinessProbe");
        assertThat(rendered.of("default").environment()).containsEntry("BOT_URL", "http://vanta-bot:8090");
    }

    @Test
    void the_network_policy_lets_through_what_is_needed_and_nothing_else() {
        Map<String, Object> policy = at(rendered.of("full").one("NetworkPolicy"), "spec");

        assertThat(list(policy, "egress").stream().map(rule -> find(rule, "ports", 0, "port")))
                .containsExactly(9090, 6379, 8090, 9093, 53);
        assertThat(list(policy, "egress"))
                .allSatisfy(rule -> assertThat(list(rule, "to")).isNotEmpty());
        assertThat(list(policy, "ingress")).hasSize(1);
        assertThat(find(policy, "policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
    }

    @Test
    void the_alerts_are_those_of_the_mixin() {
        assertThat(find(rendered.of("full").one("PrometheusRule"), "spec", "groups"))
                .isEqualTo(rendered.mixinGroups());
    }

    @Test
    void what_cannot_be_right_is_refused_and_named() {
        assertRefused("mode", "alone", "mode");
        assertRefused("resourcs.limits", "none", "resourcs");
        assertRefused("networkPolicy.enabled", true, "networkPolicy.prometheus.to: the pods that may be asked");
        if (!Files.exists(Chart.DIRECTORY.resolve("files/mixin"))) {
            assertRefused("dashboard.enabled", true, "packaged without files/mixin/dashboards/slo-watchdog.json");
        }
    }

    @Test
    void a_native_sidecar_needs_a_cluster_that_knows_it(@TempDir Path directory) throws IOException {
        Path bot = Chart.copy(Chart.CASES.resolve("bot"), directory.resolve("bot"));
        Chart.copy(bot.resolve("charts/slo-watchdog"));

        assertThatThrownBy(() -> Chart.template(bot)
                        .withKubeVersion("v1.28.0")
                        .withValuesFile(Chart.values("sidecar"))
                        .call())
                .hasMessageContaining("a native sidecar needs Kubernetes 1.29 or later");
    }

    private static void assertRefused(String key, Object value, String message) {
        assertThatThrownBy(() -> Chart.template(Chart.DIRECTORY).set(key, value).call())
                .hasMessageContaining(message);
    }

    /** As the container would: the files at their places, the environment as it is set. */
    private static Settings load(Rendering rendering, Path directory) throws IOException {
        for (Map.Entry<String, String> file :
                rendering.files("slo-watchdog-config").entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue().replace("/run/secrets/slo-watchdog", directory.toString()));
        }
        Files.writeString(directory.resolve("token"), "t0ken");
        Map<String, String> environment = new LinkedHashMap<>(rendering.environment());
        environment.computeIfPresent("REDIS_URL", (name, url) -> url.startsWith("from ") ? "redis://r:6379/0" : url);
        String config =
                find(rendering.container(), "args", 2).toString().replace("/etc/slo-watchdog", directory.toString());
        Loaded loaded = ConfigLoader.load(
                Path.of(config), Optional.empty(), name -> Optional.ofNullable(environment.get(name)));
        assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
        return ((Loaded.Ok) loaded).settings();
    }

    /** As text, without what changes with every rule: the shipped files, and their checksum. */
    private static String text(Rendering rendering) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        StringBuilder text = new StringBuilder();
        for (Map<String, Object> object : rendering.objects()) {
            text.append("---\n").append(new Yaml(options).dump(masked(object)));
        }
        return text.toString().replaceAll("(checksum/[-a-z]+): [0-9a-f]{64}", "$1: SHA-256");
    }

    private static Map<String, Object> masked(Map<String, Object> object) {
        Map<String, Object> copy = new LinkedHashMap<>(object);
        if ("PrometheusRule".equals(object.get("kind"))) {
            copy.put("spec", Map.of("groups", "those of the mixin"));
        }
        if (object.containsKey("data")) {
            Map<String, Object> data = new LinkedHashMap<>(at(object, "data"));
            data.replaceAll((name, text) -> shipped(name) ? "as shipped" : text);
            copy.put("data", data);
        }
        return copy;
    }

    private static boolean shipped(String key) {
        return key.endsWith(".json") || Files.exists(Path.of(key.replaceFirst("\\.", "/")));
    }
}
