package io.github.slowatchdog.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object as the text of each of its members: what is not ours is copied character by character, so no number is
 * rounded, no order is changed, no empty list becomes an object.
 *
 * @param members name (decoded) to value (as written); of a name that is there twice the last one, as most parsers do
 * @param repeated names that are there twice: some parsers take the first
 */
record JsonMembers(Map<String, String> members, Set<String> repeated) {

    /** Those of a text that is no JSON object. */
    static final JsonMembers NONE = new JsonMembers(Map.of(), Set.of());

    // values of others may hold any number: it is copied, never computed with
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Empty if the text is not one whole JSON object. */
    static Optional<JsonMembers> parse(String text) {
        Map<String, String> members = new LinkedHashMap<>();
        Set<String> repeated = new HashSet<>(0);
        try (JsonParser parser = JSON.createParser(text.toCharArray())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                int end = (int) parser.currentLocation().getCharOffset();
                if (members.put(name, text.substring(start, end)) != null) {
                    repeated.add(name);
                }
            }
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null
                    ? Optional.of(new JsonMembers(members, repeated))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
