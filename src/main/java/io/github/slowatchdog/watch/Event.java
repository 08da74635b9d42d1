package io.github.slowatchdog.watch;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened, for log and journal.
 *
 * @param name what, in words of SPEC 8, such as {@code verdict changed}
 * @param data plain values (text, numbers, booleans, lists and maps of them), in the order in which a person reads them
 */
public record Event(Instant at, Level level, String name, Map<String, Object> data) {

    /** How loud. */
    public enum Level {
        /** For the journal; no line of the log unless somebody asks for it. */
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    public Event {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
