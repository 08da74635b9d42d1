package io.github.slowatchdog.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Holds an object against the classes that Kubernetes' own description of its API is made into: no key unknown, no type wrong. */
final class KubernetesModel {

    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("v1 Pod", Pod.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class));

    private KubernetesModel() {}

    /** What is wrong, each with its path; empty if nothing is. */
    static List<String> problems(Map<String, Object> object) {
        String kind = object.get("apiVersion") + " " + object.get("kind");
        Class<?> type = KINDS.get(kind);
        return type == null
                ? List.of("unknown: " + kind)
                : problems(kind, object, type).toList();
    }

    private static Stream<String> problems(String path, Object value, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class && value instanceof List<?> list) {
                return list.stream().flatMap(one -> problems(path + "[]", one, of[0]));
            }
            if (generic.getRawType() == Map.class && value instanceof Map<?, ?> map) {
                return map.entrySet().stream()
                        .flatMap(one -> problems(path + "." + one.getKey(), one.getValue(), of[1]));
            }
            return Stream.of(path + ": " + value + " is no " + type);
        }
        Class<?> wanted = (Class<?>) type;
        if (scalar(wanted)) {
            return fits(value, wanted)
                    ? Stream.empty()
                    : Stream.of(path + ": " + value + " is no " + wanted.getSimpleName());
        }
        if (!(value instanceof Map<?, ?> map)) {
            return Stream.of(path + ": " + value + " is no " + wanted.getSimpleName());
        }
        Map<String, Type> known = properties(wanted);
        return map.entrySet().stream().flatMap(entry -> {
            String here = path + "." + entry.getKey();
            Type next = known.get(String.valueOf(entry.getKey()));
            return next == null ? Stream.of(here + ": unknown key") : problems(here, entry.getValue(), next);
        });
    }

    private static boolean scalar(Class<?> type) {
        return type.getName().startsWith("java.lang.") || type == IntOrString.class || type == Quantity.class;
    }

    private static boolean fits(Object value, Class<?> type) {
        if (type == IntOrString.class) {
            return value instanceof Integer || value instanceof String;
        }
        if (type == Quantity.class) {
            return value instanceof Integer
                    || value instanceof String text && text.matches("\\d+(\\.\\d+)?([KMGT]i?|k|m)?");
        }
        return type == Long.class ? value instanceof Integer || value instanceof Long : type.isInstance(value);
    }

    private static Map<String, Type> properties(Class<?> type) {
        Map<String, Type> properties = new LinkedHashMap<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                properties.put(component.getName().replaceFirst("_$", ""), component.getGenericType());
            }
            return properties;
        }
        for (Class<?> here = type; here != Object.class; here = here.getSuperclass()) {
            for (Field field : here.getDeclaredFields()) {
                JsonProperty property = field.getAnnotation(JsonProperty.class);
                if (property != null) {
                    properties.put(property.value(), field.getGenericType());
                }
            }
        }
        return properties;
    }

    // The Prometheus operator's own kinds, as far as this chart uses them.

    record ServiceMonitor(String apiVersion, String kind, ObjectMeta metadata, Services spec) {}

    record Services(LabelSelector selector, List<Endpoint> endpoints) {}

    record PodMonitor(String apiVersion, String kind, ObjectMeta metadata, Pods spec) {}

    record Pods(LabelSelector selector, List<Endpoint> podMetricsEndpoints) {}

    record Endpoint(String port, String path, String scheme, String interval) {}

    record PrometheusRule(String apiVersion, String kind, ObjectMeta metadata, Rules spec) {}

    record Rules(List<Group> groups) {}

    record Group(String name, String interval, List<Rule> rules) {}

    record Rule(
            String alert,
            String record,
            String expr,
            String for_,
            String keep_firing_for,
            Map<String, String> labels,
            Map<String, String> annotations) {}
}
