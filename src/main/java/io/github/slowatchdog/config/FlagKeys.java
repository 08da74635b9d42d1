package io.github.slowatchdog.config;

import io.github.slowatchdog.stop.FlagDocument;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code on_stop} and {@code on_release}: fields of the flag, each text, a number, true or false. */
final class FlagKeys {

    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})\\.[0-9]{1,18}");

    private FlagKeys() {}

    static FlagDocument read(Fields in) {
        FlagDocument standard = FlagDocument.standard();
        Optional<Map<String, Object>> onStop = in.get("on_stop", FlagKeys::document);
        Optional<Map<String, Object>> onRelease = in.get("on_release", FlagKeys::document);
        boolean read = onStop.isPresent() == in.has("on_stop") && onRelease.isPresent() == in.has("on_release");
        FlagDocument flag = new FlagDocument(onStop.orElse(standard.onStop()), onRelease.orElse(standard.onRelease()));
        Map<String, Object> released = flag.released(flag.stopped(Map.of(), Instant.EPOCH), Instant.EPOCH);
        if (read && flag.saysStop(released)) {
            in.wrong(
                    in.has("on_release") ? "on_release" : "on_stop",
                    "a release would leave every field of on_stop as it is, so the flag would still say stop",
                    "give at least one field of on_stop another value in on_release");
        }
        return flag;
    }

    /** The fields; empty if one of them could not be read. */
    private static Optional<Map<String, Object>> document(Cursor at) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, Cursor.Entry> entries = at.freeKeys();
        if (entries.isEmpty() && at.isMapping()) {
            at.wrong("no field is named", "name at least one field, such as emergency_stop");
        }
        entries.forEach((name, entry) -> {
            if (name.equals(FlagDocument.UPDATED_AT)) {
                entry.key().wrong("updated_at is always added, with the time of the write", "leave it out");
            } else {
                value(entry.value()).ifPresent(value -> fields.put(name, value));
            }
        });
        return Optional.of(fields).filter(some -> !some.isEmpty() && some.size() == entries.size());
    }

    /** As JSON would read it: quotes make it text. */
    private static Optional<Object> value(Cursor at) {
        return at.text().map(text -> {
            if (!at.isPlain()) {
                return text;
            }
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            if (WHOLE.matcher(text).matches()) {
                return Long.valueOf(text);
            }
            return DECIMAL.matcher(text).matches() ? Double.valueOf(text) : text;
        });
    }
}
