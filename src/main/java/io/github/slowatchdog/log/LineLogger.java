package io.github.slowatchdog.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** One SLF4J logger; all write to the one log. */
final class LineLogger extends LegacyAbstractLogger implements LoggingEventAware {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a logger is never serialized: SLF4J puts a fresh one in its place by name
    private final transient LineLog log;

    LineLogger(String name, LineLog log) {
        this.name = name;
        this.log = log;
    }

    private boolean isOn(Level level) {
        return log.isOn(level, name.startsWith(Entry.OURS));
    }

    @Override
    public boolean isTraceEnabled() {
        return isOn(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isOn(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isOn(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return isOn(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return isOn(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable cause) {
        write(level, pattern, arguments, Map.of(), cause);
    }

    @Override
    public void log(LoggingEvent event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> fields.put(String.valueOf(pair.key), pair.value));
        }
        write(event.getLevel(), event.getMessage(), event.getArgumentArray(), fields, event.getThrowable());
    }

    private void write(
            Level level,
            @Nullable String pattern,
            Object @Nullable [] arguments,
            Map<String, @Nullable Object> fields,
            @Nullable Throwable cause) {
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        Instant now = InstantSource.system().instant();
        log.write(new Entry(now, level, name, String.valueOf(message), false, fields, Optional.ofNullable(cause)));
    }
}
