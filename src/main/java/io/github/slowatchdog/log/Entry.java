package io.github.slowatchdog.log;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One thing to log.
 *
 * @param isEvent whether the message is the name of an event of ours
 * @param fields in the order in which a person reads them
 */
record Entry(
        Instant at,
        Level level,
        String logger,
        String message,
        boolean isEvent,
        Map<String, @Nullable Object> fields,
        Optional<Throwable> cause) {

    /** Loggers whose lines are ours; the others are of libraries. */
    static final String OURS = "io.github.slowatchdog.";

    Entry {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    boolean isOurs() {
        return logger.startsWith(OURS);
    }
}
