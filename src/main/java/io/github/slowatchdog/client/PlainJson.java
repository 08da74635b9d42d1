package io.github.slowatchdog.client;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.TypeRef;
import com.jayway.jsonpath.spi.json.AbstractJsonProvider;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import io.vertx.core.json.Json;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Lets JSONPath walk over plain maps and lists, parsed strictly by Vert.x: the parser that the JSONPath library brings along takes
 * much that is not JSON for JSON.
 */
final class PlainJson extends AbstractJsonProvider implements MappingProvider {

    /** {@code PathNotFoundException} where a definite path leads nowhere; an indefinite one gives the list of its matches. */
    static final Configuration PATHS = configuration();

    private PlainJson() {}

    private static Configuration configuration() {
        PlainJson plain = new PlainJson();
        return Configuration.builder()
                .jsonProvider(plain)
                .mappingProvider(plain)
                .build();
    }

    @Override
    public Object parse(String text) {
        throw new InvalidJsonException("parsed before");
    }

    @Override
    public Object parse(InputStream stream, String charset) {
        throw new InvalidJsonException("parsed before");
    }

    @Override
    public String toJson(Object value) {
        return Json.encode(value);
    }

    @Override
    public Object createArray() {
        return new ArrayList<>();
    }

    @Override
    public Object createMap() {
        return new LinkedHashMap<>();
    }

    @Override
    public <T> T map(Object source, Class<T> type, Configuration configuration) {
        return type.cast(source);
    }

    @Override
    public <T> T map(Object source, TypeRef<T> type, Configuration configuration) {
        throw new UnsupportedOperationException("values are taken as they are");
    }
}
