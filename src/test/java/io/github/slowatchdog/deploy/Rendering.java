package io.github.slowatchdog.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The objects that a chart rendered, and the way into them. */
record Rendering(List<Map<String, Object>> objects) {

    @SuppressWarnings("unchecked")
    static Rendering of(String text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object document : new Yaml(strict).loadAll(text)) {
            if (document != null) {
                objects.add((Map<String, Object>) document);
            }
        }
        return new Rendering(objects);
    }

    List<String> kinds() {
        return objects.stream()
                .map(object -> String.valueOf(object.get("kind")))
                .toList();
    }

    /** The one object of this kind, without the dashboard. */
    Map<String, Object> one(String kind) {
        List<Map<String, Object>> found = objects.stream()
                .filter(object -> kind.equals(object.get("kind")))
                .filter(object -> !find(object, "metadata", "name").toString().endsWith("-dashboard"))
                .toList();
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    /** The pod of the Deployment or of the Pod that was rendered. */
    Map<String, Object> pod() {
        return kinds().contains("Pod") ? at(one("Pod"), "spec") : at(one("Deployment"), "spec", "template", "spec");
    }

    /** The watchdog's container, wherever it runs. */
    Map<String, Object> container() {
        Map<String, Object> pod = pod();
        List<Map<String, Object>> found = new ArrayList<>();
        for (String place : List.of("containers", "initContainers")) {
            if (pod.containsKey(place)) {
                list(pod, place).stream()
                        .filter(container -> "slo-watchdog".equals(container.get("name")))
                        .forEach(found::add);
            }
        }
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** What the container's environment says outright; what is read from a secret is {@code from SECRET}. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (Map<String, Object> variable : list(container(), "env")) {
            String value = variable.containsKey("value")
                    ? find(variable, "value").toString()
                    : "from " + find(variable, "valueFrom", "secretKeyRef", "name");
            assertThat(environment.put(find(variable, "name").toString(), value))
                    .as("set twice: " + variable)
                    .isNull();
        }
        return environment;
    }

    /** The files of the volume of that name, by their path in it. */
    Map<String, String> files(String volume) {
        Map<String, Object> mounted = list(pod(), "volumes").stream()
                .filter(one -> volume.equals(one.get("name")))
                .map(one -> at(one, "configMap"))
                .findFirst()
                .orElseThrow();
        Map<String, Object> map = one("ConfigMap");
        assertThat(find(map, "metadata", "name")).isEqualTo(mounted.get("name"));
        Map<String, String> files = new LinkedHashMap<>();
        list(mounted, "items")
                .forEach(item -> files.put(
                        find(item, "path").toString(),
                        find(map, "data", find(item, "key")).toString()));
        return files;
    }

    static Map<String, Object> yaml(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> at(Object root, Object... path) {
        return (Map<String, Object>) find(root, path);
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Object root, Object... path) {
        return (List<Map<String, Object>>) find(root, path);
    }

    static Object find(Object root, Object... path) {
        Object here = root;
        for (Object step : path) {
            Object next = step instanceof Integer index ? ((List<?>) here).get(index) : ((Map<?, ?>) here).get(step);
            here = Objects.requireNonNull(next, "there is no " + step + " in " + here);
        }
        return here;
    }
}
