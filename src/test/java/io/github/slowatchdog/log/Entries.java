package io.github.slowatchdog.log;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/** Entries for tests. */
final class Entries {

    static final Instant AT = Instant.parse("2026-11-21T11:22:33.456Z");

    private Entries() {}

    static Entry event(String message, Object... fields) {
        return of(Level.WARN, Entry.OURS + "events", message, true, fields);
    }

    static Entry of(Level level, String logger, String message, boolean isEvent, Object... fields) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], fields[i + 1]);
        }
        return new Entry(AT, level, logger, message, isEvent, map, Optional.empty());
    }
}
