package io.github.slowatchdog.journal;

import io.github.slowatchdog.slo.Labels;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Public records as JSON objects with a member for each component, and back: exactly these members, each of its type. Knows
 * records and sealed interfaces of records (told apart by {@code is}), labels, enums, lists, maps with text keys, optional values (absent:
 * null), times and durations in ISO 8601, numbers, text and truth values.
 */
final class RecordJson {

    private static final String KIND = "is";

    private RecordJson() {}

    static @Nullable Object encode(Object value) {
        if (value instanceof Record record) {
            return object(record);
        }
        if (value instanceof Labels labels) {
            return encode(labels.map());
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? encode(optional.get()) : null;
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray(new ArrayList<>(list.size()));
            list.forEach(item -> array.add(encode(item)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((key, item) -> object.put((String) key, encode(item)));
            return object;
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number : number.toString(); // JSON has no NaN
        }
        boolean plain = value instanceof Number || value instanceof Boolean;
        return plain ? value : value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    private static JsonObject object(Record record) {
        JsonObject object = new JsonObject();
        if (isOneOfSeveral(record.getClass())) {
            object.put(KIND, record.getClass().getSimpleName());
        }
        for (RecordComponent component : COMPONENTS.get(record.getClass())) {
            try {
                object.put(component.getName(), encode(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("not a public record: " + record.getClass(), e);
            }
        }
        return object;
    }

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private static boolean isOneOfSeveral(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    }

    /**
     * Reads a value of this type.
     *
     * @throws IllegalArgumentException if it is another, saying where
     */
    static <T> T decode(@Nullable Object json, Class<T> type) {
        return type.cast(decode(json, type, type.getSimpleName()));
    }

    private static Object decode(@Nullable Object json, Type type, String where) {
        if (type instanceof ParameterizedType generic) {
            return generic(json, (Class<?>) generic.getRawType(), generic.getActualTypeArguments(), where);
        }
        Class<?> plain = (Class<?>) type;
        try {
            if (plain == Labels.class) {
                return labels(as(json, JsonObject.class));
            }
            if (plain.isRecord() || plain.isSealed()) {
                return record(as(json, JsonObject.class), plain, where);
            }
            return plain.isEnum() ? constant(as(json, String.class), plain) : scalar(json, plain);
        } catch (ClassCastException | DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(where + " is not a " + plain.getSimpleName(), e);
        }
    }

    private static Object generic(@Nullable Object json, Class<?> raw, Type[] of, String where) {
        if (raw == Optional.class) {
            return json == null ? Optional.empty() : Optional.of(decode(json, of[0], where));
        }
        if (raw == List.class && json instanceof JsonArray array) {
            List<Object> list = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                list.add(decode(array.getValue(i), of[0], where + "[" + i + "]"));
            }
            return list;
        }
        if (Map.class.isAssignableFrom(raw) && of[0] == String.class && json instanceof JsonObject object) {
            Map<String, Object> map = raw == Map.class ? new LinkedHashMap<>() : new TreeMap<>();
            object.fieldNames().forEach(key -> map.put(key, decode(object.getValue(key), of[1], where + "." + key)));
            return map;
        }
        throw new IllegalArgumentException(where + " is not a " + raw.getSimpleName());
    }

    private static Labels labels(JsonObject json) {
        Map<String, String> map = new TreeMap<>();
        json.fieldNames().forEach(name -> map.put(name, decode(json.getValue(name), String.class)));
        return new Labels(map);
    }

    private static Object record(JsonObject json, Class<?> declared, String where) {
        Class<?> type = declared.isSealed() ? kind(json, declared, where) : declared;
        RecordComponent[] components = COMPONENTS.get(type);
        Set<String> names =
                Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
        if (isOneOfSeveral(type)) {
            names.add(KIND);
        }
        if (!json.fieldNames().equals(names)) {
            throw new IllegalArgumentException(where + " has the members " + json.fieldNames() + ", not " + names);
        }
        Object[] values = Arrays.stream(components)
                .map(component -> decode(
                        json.getValue(component.getName()),
                        component.getGenericType(),
                        where + "." + component.getName()))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getConstructor(types);
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(where + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not a public record: " + type, e);
        }
    }

    private static Class<?> kind(JsonObject json, Class<?> declared, String where) {
        return Arrays.stream(declared.getPermittedSubclasses())
                .filter(type -> type.getSimpleName().equals(json.getValue(KIND)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        where + " is no kind of " + declared.getSimpleName() + ": " + json.getValue(KIND)));
    }

    private static Object constant(String name, Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(ClassCastException::new);
    }

    private static Object scalar(@Nullable Object json, Class<?> type) {
        if (type == double.class) {
            return json instanceof String text
                    ? Double.parseDouble(text)
                    : as(json, Number.class).doubleValue();
        }
        if (type == long.class) {
            return json instanceof Long number
                    ? number
                    : (Object) as(json, Integer.class).longValue();
        }
        if (type == boolean.class) {
            return as(json, Boolean.class);
        }
        String text = as(json, String.class);
        return type == Instant.class ? Instant.parse(text) : type == Duration.class ? Duration.parse(text) : text;
    }

    /** Null is no value of any type. */
    private static <T> T as(@Nullable Object json, Class<T> type) {
        if (!type.isInstance(json)) {
            throw new ClassCastException();
        }
        return type.cast(json);
    }
}
