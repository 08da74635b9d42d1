package io.github.slowatchdog.log;

import io.github.slowatchdog.watch.Event;
import io.github.slowatchdog.watch.Journal;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.slf4j.event.Level;

/** Each event of the loop as one line of the log, with all its data, at the time at which it happened. */
public final class EventLog implements Journal {

    private static final String LOGGER = Entry.OURS + "events";

    private final LineLog log;

    public EventLog(LineLog log) {
        this.log = log;
    }

    @Override
    public void record(Event event) {
        Level level = Level.valueOf(event.level().name());
        log.write(new Entry(
                event.at(), level, LOGGER, event.name(), true, new LinkedHashMap<>(event.data()), Optional.empty()));
    }
}
