package io.github.slowatchdog.redis;

import io.github.slowatchdog.stop.FlagDocument;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The flag as it is in Redis: reads what matters of it, and writes a stop or a release into it, losing nothing (SPEC 7.1). */
final class FlagText {

    /** Beyond it a double is no longer an exact integer, and the value is surely no time. */
    private static final long LARGEST_TIME = 1L << 53;

    /** Of a number with an exponent, before or behind its point; one with more is no time either. */
    private static final int MOST_ZEROS = 1_000;

    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    private final FlagDocument document;
    /** What was asked last: the flag is read each second, and hardly ever changes. */
    private Answer last = new Answer(Content.ABSENT, false);

    private record Answer(Content flag, boolean saysStop) {}

    FlagText(FlagDocument document) {
        this.document = document;
    }

    boolean saysStop(Content flag) {
        Answer known = last;
        if (!known.flag().equals(flag)) {
            known = new Answer(flag, saysStopToEveryParser(flag));
            last = known;
        }
        return known.saysStop();
    }

    private boolean saysStopToEveryParser(Content flag) {
        JsonMembers all = parsed(flag);
        return Collections.disjoint(all.repeated(), document.onStop().keySet())
                && document.saysStop(values(all.members()));
    }

    /** When the flag says it was written, unix seconds; empty if it does not say. */
    Optional<Long> updatedAt(Content flag) {
        return Optional.ofNullable(members(flag).get(FlagDocument.UPDATED_AT)).flatMap(FlagText::time);
    }

    Content stopped(Content flag, Instant now) {
        Map<String, String> members = members(flag);
        return written(members, document.onStop(), document.stopped(values(members), now));
    }

    Content released(Content flag, Instant now) {
        Map<String, String> members = members(flag);
        return written(members, document.onRelease(), document.released(values(members), now));
    }

    private static Map<String, String> members(Content flag) {
        return parsed(flag).members();
    }

    private static JsonMembers parsed(Content flag) {
        return flag.text().flatMap(JsonMembers::parse).orElse(JsonMembers.NONE);
    }

    /** Only the members that are compared or overwritten; the others are never decoded. */
    private Map<String, Object> values(Map<String, String> members) {
        Map<String, Object> values = new HashMap<>();
        document.onStop().keySet().stream()
                .filter(members::containsKey)
                .forEach(name -> decoded(members.getOrDefault(name, "")).ifPresent(value -> values.put(name, value)));
        Optional.ofNullable(members.get(FlagDocument.UPDATED_AT))
                .flatMap(FlagText::time)
                .ifPresent(time -> values.put(FlagDocument.UPDATED_AT, time));
        return values;
    }

    private static Content written(Map<String, String> members, Map<String, Object> ours, Map<String, Object> merged) {
        Map<String, String> result = new LinkedHashMap<>(members);
        merged.forEach((name, value) -> {
            if (ours.containsKey(name) || name.equals(FlagDocument.UPDATED_AT)) {
                result.put(name, Json.encode(value));
            }
        });
        StringBuilder text = new StringBuilder("{");
        result.forEach((name, value) -> text.append(text.length() > 1 ? "," : "")
                .append(encoded(name))
                .append(':')
                .append(value));
        return Content.text(text.append('}').toString());
    }

    /** Half a character, which JSON may hold as an escape, would be lost as UTF-8: it stays an escape. */
    private static String encoded(String name) {
        return HALF.matcher(Json.encode(name))
                .replaceAll(
                        half -> String.format("\\\\u%04x", (int) half.group().charAt(0)));
    }

    private static Optional<Object> decoded(String json) {
        try {
            Object value = Json.decodeValue(json);
            if (value instanceof JsonObject object) {
                return Optional.of(object.getMap());
            }
            return Optional.ofNullable(value instanceof JsonArray array ? array.getList() : value);
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> time(String json) {
        try {
            BigDecimal number = new BigDecimal(json);
            // it would be written out digit by digit, and the kill switch would wait for that
            if (Math.abs((long) number.scale()) > MOST_ZEROS) {
                return Optional.empty();
            }
            // rounded up: half a second back is back
            long time = number.setScale(0, RoundingMode.CEILING).longValueExact();
            return Math.abs(time) <= LARGEST_TIME ? Optional.of(time) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
