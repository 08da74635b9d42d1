package io.github.slowatchdog.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of {@code /api/v1/query} token by token, without building a tree of it: a catch-up after an outage may bring
 * megabytes. Strict: an answer is taken whole or not at all, since half an answer could hide a breach. Members that the API
 * may gain are passed over.
 */
final class ResponseParser {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final JsonParser json;
    private final boolean nanIsMarker;
    private @Nullable String status;
    private String errorType = "";
    private String error = "";
    private QueryResponse.@Nullable Data data;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> infos = new ArrayList<>();
    private boolean partial;

    private ResponseParser(JsonParser json, boolean nanIsMarker) {
        this.json = json;
        this.nanIsMarker = nanIsMarker;
    }

    /**
     * Reads a whole body.
     *
     * @param nanIsMarker whether a NaN among raw samples is no sample but the end of its series
     */
    static QueryResponse parse(byte[] body, boolean nanIsMarker) throws MalformedAnswer {
        try (JsonParser json = FACTORY.createParser(body)) {
            return new ResponseParser(json, nanIsMarker).response();
        } catch (IOException e) {
            throw new MalformedAnswer("it is not JSON, or not all of it");
        }
    }

    private QueryResponse response() throws IOException, MalformedAnswer {
        expect(json.nextToken(), JsonToken.START_OBJECT, "the answer");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            member(json.currentName());
        }
        if (json.nextToken() != null) {
            throw new MalformedAnswer("something follows after its end");
        }
        if ("error".equals(status)) {
            return new QueryResponse.Refused(errorType, error);
        }
        if (!"success".equals(status)) {
            throw new MalformedAnswer("it has no status \"success\" or \"error\"");
        }
        if (data == null) {
            throw new MalformedAnswer("it has no data");
        }
        return new QueryResponse.Success(Objects.requireNonNull(data), Annotations.partial(warnings, infos, partial));
    }

    private void member(String name) throws IOException, MalformedAnswer {
        JsonToken token = json.nextToken();
        switch (name) {
            case "status" -> status = text(token, "status");
            case "errorType" -> errorType = text(token, "errorType");
            case "error" -> error = text(token, "error");
            case "warnings" -> texts(token, warnings);
            case "infos" -> texts(token, infos);
            case "isPartial" -> partial = token != JsonToken.VALUE_FALSE && token != JsonToken.VALUE_NULL;
            case "data" -> {
                if (token != JsonToken.VALUE_NULL) {
                    data = new DataParser(json, nanIsMarker).data(token);
                }
            }
            default -> json.skipChildren();
        }
    }

    private void texts(JsonToken token, List<String> into) throws IOException, MalformedAnswer {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        expect(token, JsonToken.START_ARRAY, "a list of warnings");
        for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            into.add(text(next, "a warning"));
        }
    }

    private String text(@Nullable JsonToken token, String what) throws IOException, MalformedAnswer {
        expect(token, JsonToken.VALUE_STRING, what);
        return json.getText();
    }

    static void expect(@Nullable JsonToken token, JsonToken wanted, String what) throws MalformedAnswer {
        if (token != wanted) {
            throw new MalformedAnswer(
                    what + " is " + (token == null ? "missing" : word(token)) + ", not " + word(wanted));
        }
    }

    private static String word(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case END_ARRAY, END_OBJECT -> "at an end";
            default -> "something else";
        };
    }
}
