package io.github.slowatchdog.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Value;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds values in a body that is JSON. A path may search a whole document, so not on an event loop. */
public final class JsonBody {

    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonBody() {}

    /** What a path came to. */
    public sealed interface Lookup {

        /** @param values in the order of the document, at least one; {@link Value.Absent} alone where nothing matches */
        record Found(List<Value> values) implements Lookup {
            public Found {
                values = List.copyOf(values);
            }
        }

        /** The body is not JSON, or the path cannot be used on it. */
        record Failed(Reason reason, String detail) implements Lookup {}
    }

    /**
     * Looks up a JSONPath.
     *
     * <p>A match is text, a number, {@code true} and {@code false} as text, an object or a list as compact JSON, null as absent.
     */
    public static Lookup find(String path, Buffer body) {
        try {
            JsonPath compiled = JsonPath.compile(path);
            Object found = compiled.read(document(body), PlainJson.PATHS);
            if (!compiled.isDefinite() && found instanceof List<?> matches) {
                return new Lookup.Found(
                        matches.isEmpty()
                                ? List.of(absent(path))
                                : matches.stream()
                                        .map(match -> value(path, match))
                                        .toList());
            }
            return new Lookup.Found(List.of(value(path, found)));
        } catch (DecodeException e) {
            return new Lookup.Failed(
                    Reason.MALFORMED, "the body is not JSON, or has a key twice: " + Excerpt.of(body.toString()));
        } catch (PathNotFoundException e) {
            return new Lookup.Found(List.of(absent(path)));
        } catch (InvalidPathException e) {
            return new Lookup.Failed(
                    Reason.ERROR, path + " is not a JSONPath: " + Excerpt.of(String.valueOf(e.getMessage())));
        } catch (JsonPathException e) {
            return new Lookup.Failed(
                    Reason.ERROR, path + " does not work on this body: " + Excerpt.of(String.valueOf(e.getMessage())));
        }
    }

    private static Object document(Buffer body) {
        requireOneOfEachKey(body);
        Object json = Json.decodeValue(body);
        if (json instanceof JsonObject object) {
            return object.getMap();
        }
        if (json instanceof JsonArray array) {
            return array.getList();
        }
        throw new DecodeException("neither an object nor a list");
    }

    /** Of two values under one key nobody can tell which is meant. */
    private static void requireOneOfEachKey(Buffer body) {
        try (JsonParser parser = STRICT.createParser(body.getBytes())) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                token = parser.nextToken();
            }
        } catch (IOException e) {
            throw new DecodeException("it is not JSON, or has a key twice", e);
        }
    }

    private static Value absent(String path) {
        return new Value.Absent("nothing at " + path);
    }

    private static Value value(String path, @Nullable Object match) {
        if (match == null) {
            return new Value.Absent("null at " + path);
        }
        if (match instanceof Number number) {
            return Value.of(number.doubleValue());
        }
        return Value.of(match instanceof String text ? text : Json.encode(match));
    }
}
