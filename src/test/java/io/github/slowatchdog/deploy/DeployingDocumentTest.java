package io.github.slowatchdog.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/deploying.md: its values render, and its commands name what there is. */
class DeployingDocumentTest {

    private static final Pattern YAML = Pattern.compile("```(?:yaml|gotmpl)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COPIED = Pattern.compile("(?<= )(?:bin|config|rules|systemd|helm|compose)/?[-\\w/.]*");

    private final String text = read(Path.of("docs/deploying.md"));

    @Test
    void the_values_of_a_pod_of_its_own_render(@TempDir Path directory) throws IOException {
        Path values = Files.writeString(directory.resolve("values.yaml"), yaml(0));

        Rendering rendering = Rendering.of(Chart.template(Chart.DIRECTORY)
                .withName("canary")
                .withValuesFile(values)
                .call());

        assertThat(rendering.kinds())
                .contains("PersistentVolumeClaim", "ServiceMonitor", "NetworkPolicy", "PodDisruptionBudget");
        assertThat(rendering.objects())
                .allSatisfy(
                        object -> assertThat(KubernetesModel.problems(object)).isEmpty());
        assertThat(text).contains("deploy/" + Rendering.find(rendering.one("Deployment"), "metadata", "name") + " --");
    }

    @Test
    void the_sidecar_is_added_as_it_is_in_the_chart_that_is_tested() {
        String tested = read(Chart.CASES.resolve("bot/templates/pod.yaml"));
        List<String> included = Pattern.compile("include \"(\\S+)\"")
                .matcher(yaml(3))
                .results()
                .map(name -> name.group(1))
                .toList();

        assertThat(included).containsExactly("slo-watchdog.nativeSidecar", "slo-watchdog.volumes");
        assertThat(included).allSatisfy(name -> assertThat(tested).contains("include \"" + name + "\""));
        assertThat(yaml(2)).contains("mode: sidecar", "matchLabels");
    }

    @Test
    void the_files_that_are_installed_are_there() {
        String steps = text.substring(text.indexOf("## systemd"));
        List<String> files = COPIED.matcher(steps.substring(0, steps.indexOf("\n[The unit]")))
                .results()
                .map(file -> file.group())
                .toList();

        assertThat(files).contains("bin/slo-watchdog", "config", "rules", "systemd/slo-watchdog.service");
        assertThat(files).allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    private String yaml(int which) {
        return YAML.matcher(text)
                .results()
                .skip(which)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
