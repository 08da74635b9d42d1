package io.github.slowatchdog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.slowatchdog.stop.FlagDocument;
import io.github.slowatchdog.stop.Standing;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What holds for whatever a key in Redis may hold: a stop can be written over it, and loses nothing of it. */
final class FlagLaws {

    private static final Instant NOW = Instant.parse("2026-11-21T11:22:33Z");
    private static final FlagText TEXT = new FlagText(FlagDocument.standard());
    private static final FlagText OTHER =
            new FlagText(new FlagDocument(Map.of("halt", 1, "why", "stop", "deep", Map.of("a", 1)), Map.of("halt", 0)));
    private static final Set<String> OURS = Set.of("mode", "emergency_stop", FlagDocument.UPDATED_AT);
    private static final JsonFactory JSON = new JsonFactory();

    private FlagLaws() {}

    static void flag(byte[] value) throws IOException {
        Content before = Content.of(value);
        Optional<Map<String, String>> was = before.text().flatMap(FlagLaws::members);
        boolean says = was.isPresent()
                && "VALUE_TRUE true ".equals(was.get().get("emergency_stop"))
                && "VALUE_STRING DRY ".equals(was.get().get("mode"));
        assertThat(TEXT.saysStop(before)).as("adopted only if it says stop").isEqualTo(says);

        Content stopped = TEXT.stopped(before, NOW);
        Map<String, String> is = members(stopped.text().orElseThrow()).orElseThrow();
        assertThat(TEXT.saysStop(stopped)).isTrue();
        assertThat(is).containsEntry("emergency_stop", "VALUE_TRUE true ").containsEntry("mode", "VALUE_STRING DRY ");
        kept(was, is);
        assertThat(TEXT.stopped(stopped, NOW)).as("the same again").isEqualTo(stopped);
        long at = TEXT.updatedAt(stopped).orElseThrow();
        assertThat(at)
                .isGreaterThanOrEqualTo(
                        Math.max(NOW.getEpochSecond(), TEXT.updatedAt(before).orElse(0L)));

        Content released = TEXT.released(stopped, NOW);
        assertThat(TEXT.saysStop(released)).isFalse();
        Map<String, String> then = members(released.text().orElseThrow()).orElseThrow();
        assertThat(then)
                .containsEntry("mode", "VALUE_STRING DRY ")
                .containsEntry("emergency_stop", "VALUE_FALSE false ");
        kept(was, then);

        Content other = OTHER.stopped(before, NOW);
        assertThat(OTHER.saysStop(other)).isTrue();
        assertThat(OTHER.saysStop(OTHER.released(other, NOW))).isFalse();
    }

    private static void kept(Optional<Map<String, String>> before, Map<String, String> after) {
        before.ifPresent(members -> members.forEach((name, value) -> {
            if (!OURS.contains(name)) {
                assertThat(after).containsEntry(name, value);
            }
        }));
        assertThat(after.keySet())
                .hasSizeLessThanOrEqualTo(before.map(Map::size).orElse(0) + OURS.size());
    }

    static void order(byte[] value) {
        OrderRecord record = OrderRecord.parse(Content.of(value));
        assertThat(OrderRecord.parse(record.encoded()))
                .as("written down and read again")
                .isEqualTo(record);
        record.inForce().ifPresent(order -> assertThat(order.id()).isNotNull());
    }

    /** Somebody is watching, so whatever is not understood blocks. */
    static void word(byte[] value) {
        Standing standing = StandingText.parse(Content.of(value)).orElseThrow();
        assertThat(StandingText.parse(StandingText.encoded(standing))).contains(standing);
        boolean understood = Content.of(value).text().flatMap(FlagLaws::members).isPresent();
        assertThat(understood || !standing.blockers().isEmpty()).isTrue();
    }

    /** Each member with the texts of its tokens; empty if it is no object. */
    private static Optional<Map<String, String>> members(String text) {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                StringBuilder value = new StringBuilder();
                int depth = 0;
                do {
                    JsonToken token = json.nextToken();
                    depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                    value.append(token).append(' ').append(json.getText()).append(' ');
                } while (depth > 0);
                members.put(name, value.toString());
            }
            return json.nextToken() == null ? Optional.of(members) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
