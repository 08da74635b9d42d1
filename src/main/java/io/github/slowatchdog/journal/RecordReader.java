package io.github.slowatchdog.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.watch.Fingerprint;
import java.io.IOException;
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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote, token by token: exactly the members that a record has, each of its type. */
final class RecordReader {

    private final JsonParser json;
    private final RecentScalars recent = new RecentScalars();

    /** @param json stands at the first token of the value */
    RecordReader(JsonParser json) {
        this.json = json;
    }

    /**
     * Reads a value of this type; the parser then stands at its last token.
     *
     * @throws IllegalArgumentException if it is another, saying where
     */
    <T> T read(Class<T> type) throws IOException {
        return type.cast(read(type, type.getSimpleName()));
    }

    private Object read(Type type, String where) throws IOException {
        if (type instanceof ParameterizedType generic) {
            return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), where);
        }
        Class<?> plain = (Class<?>) type;
        try {
            if (plain == Labels.class) {
                return new Labels(map(String.class, new TreeMap<>(), where));
            }
            if (plain.isRecord() || plain.isSealed()) {
                return record(plain, where);
            }
            return plain.isEnum() ? constant(text(where), plain) : scalar(plain, where);
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(where + " is not a " + plain.getSimpleName(), e);
        }
    }

    private Object generic(Class<?> raw, Type[] of, String where) throws IOException {
        if (raw == Optional.class) {
            return json.currentToken() == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(read(of[0], where));
        }
        if (raw == List.class) {
            expect(JsonToken.START_ARRAY, where);
            List<Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(read(of[0], where + "[]"));
            }
            return list;
        }
        if (Map.class.isAssignableFrom(raw) && of[0] == String.class) {
            return map(of[1], raw == Map.class ? new LinkedHashMap<>() : new TreeMap<>(), where);
        }
        throw new IllegalArgumentException(where + " is not a " + raw.getSimpleName());
    }

    @SuppressWarnings("unchecked") // what is read is of the type that is asked for
    private <T> Map<String, T> map(Type type, Map<String, T> map, String where) throws IOException {
        expect(JsonToken.START_OBJECT, where);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            if (map.put(key, (T) read(type, where + "." + key)) != null) {
                throw twice(where, key);
            }
        }
        return map;
    }

    private Object record(Class<?> declared, String where) throws IOException {
        expect(JsonToken.START_OBJECT, where);
        Class<?> type = declared.isSealed() || Records.isOneOfSeveral(declared) ? kind(declared, where) : declared;
        RecordComponent[] components = Records.components(type);
        @Nullable Object[] values = new @Nullable Object[components.length];
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            int i = place(components, name);
            if (i < 0) {
                throw new IllegalArgumentException(where + " has no member " + name);
            }
            json.nextToken();
            if (values[i] != null) {
                throw twice(where, name);
            }
            values[i] = read(components[i].getGenericType(), where + "." + name);
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                throw new IllegalArgumentException(where + " lacks the member " + components[i].getName());
            }
        }
        return made(type, values, where);
    }

    private static IllegalArgumentException twice(String where, String name) {
        return new IllegalArgumentException(where + " has the member " + name + " twice");
    }

    private static int place(RecordComponent[] components, String name) {
        for (int i = 0; i < components.length; i++) {
            if (components[i].getName().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Object made(Class<?> type, @Nullable Object[] values, String where) {
        try {
            return Records.make(type, values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(where + ": " + e.getCause(), e);
        }
    }

    /** It stands first. */
    private Class<?> kind(Class<?> declared, String where) throws IOException {
        boolean said = json.nextToken() == JsonToken.FIELD_NAME
                && json.currentName().equals(Records.KIND)
                && json.nextToken() == JsonToken.VALUE_STRING;
        String kind = said ? json.getText() : "";
        return (declared.isSealed() ? Arrays.stream(declared.getPermittedSubclasses()) : Stream.of(declared))
                .filter(type -> type.getSimpleName().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        where + " is no kind of " + declared.getSimpleName() + ": " + kind));
    }

    private static Object constant(String name, Class<?> type) {
        for (Object constant : Records.constants(type)) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(name + " is not a " + type.getSimpleName());
    }

    private Object scalar(Class<?> type, String where) throws IOException {
        if (type == double.class || type == Double.class) {
            return json.currentToken().isNumeric() ? json.getDoubleValue() : Double.parseDouble(text(where));
        }
        if (type == long.class || type == Long.class) {
            expect(JsonToken.VALUE_NUMBER_INT, where);
            return json.getLongValue();
        }
        if (type == boolean.class) {
            if (!json.currentToken().isBoolean()) {
                throw new IllegalArgumentException(where + " is not a truth value");
            }
            return json.getBooleanValue();
        }
        if (type == Fingerprint.class) {
            return Fingerprint.parse(text(where));
        }
        String text = text(where);
        if (type == Instant.class) {
            return recent.of(Instant.class, text, Instant::parse);
        }
        return type == Duration.class
                ? recent.of(Duration.class, text, Duration::parse)
                : recent.of(String.class, text, same -> same);
    }

    private String text(String where) throws IOException {
        expect(JsonToken.VALUE_STRING, where);
        return json.getText();
    }

    private void expect(JsonToken token, String where) {
        if (json.currentToken() != token) {
            throw new IllegalArgumentException(where + " is not what it should be: " + json.currentToken());
        }
    }
}
