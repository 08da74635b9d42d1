package io.github.slowatchdog.stop;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a stop and a release write into the flag (SPEC 7.1). The flag is a JSON object; fields that are not ours stay.
 *
 * @param onStop fields that a stop sets
 * @param onRelease fields that a release sets
 */
public record FlagDocument(Map<String, Object> onStop, Map<String, Object> onRelease) {

    /** Unix seconds of the last write; always added. */
    public static final String UPDATED_AT = "updated_at";

    public FlagDocument {
        onStop = Map.copyOf(onStop);
        onRelease = Map.copyOf(onRelease);
    }

    /** {@code mode: DRY, emergency_stop: true}, released by {@code emergency_stop: false}. */
    public static FlagDocument standard() {
        return new FlagDocument(Map.of("mode", "DRY", "emergency_stop", true), Map.of("emergency_stop", false));
    }

    /** Whether the flag says stop: every field of {@code onStop} is there with its value. */
    public boolean saysStop(Map<String, Object> flag) {
        return onStop.entrySet().stream().allMatch(field -> same(field.getValue(), flag.get(field.getKey())));
    }

    /** The flag with a stop written into it. */
    public Map<String, Object> stopped(Map<String, Object> flag, Instant now) {
        return merged(flag, onStop, now);
    }

    /** The flag with a release written into it; what {@code onRelease} does not name stays, {@code mode} for one. */
    public Map<String, Object> released(Map<String, Object> flag, Instant now) {
        return merged(flag, onRelease, now);
    }

    private static Map<String, Object> merged(Map<String, Object> flag, Map<String, Object> fields, Instant now) {
        Map<String, Object> merged = new LinkedHashMap<>(flag);
        merged.putAll(fields);
        // a bot may ignore a flag that is older than the one it has: never go back, whatever the clocks do
        long before = flag.get(UPDATED_AT) instanceof Number number ? number.longValue() : Long.MIN_VALUE;
        merged.put(UPDATED_AT, Math.max(before, now.getEpochSecond()));
        return merged;
    }

    private static boolean same(Object wanted, @org.jspecify.annotations.Nullable Object found) {
        return wanted instanceof Number a && found instanceof Number b
                ? a.doubleValue() == b.doubleValue()
                : wanted.equals(found);
    }
}
