package io.github.slowatchdog.imports;

import io.github.slowatchdog.config.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An objective that is being made: its keys as they will be written, and what has been left out. */
final class Draft {

    private final Place origin;
    private final Map<String, Object> keys = new LinkedHashMap<>();
    private final List<Note> notes = new ArrayList<>();

    /** @param origin what it is made of */
    Draft(Place origin, String name) {
        this.origin = origin;
        keys.put("name", name);
    }

    Place origin() {
        return origin;
    }

    String name() {
        return String.valueOf(keys.get("name"));
    }

    void note(Place place, String what) {
        notes.add(new Note(place, what));
    }

    List<Note> notes() {
        return List.copyOf(notes);
    }

    Draft put(String key, String value) {
        keys.put(key, value);
        return this;
    }

    void put(String key, Optional<String> value) {
        value.ifPresent(text -> keys.put(key, text));
    }

    /** A mapping; nothing where it is empty. Its values are text, or mappings of text. */
    Draft put(String key, Map<String, ?> mapping) {
        if (!mapping.isEmpty()) {
            keys.put(key, mapping);
        }
        return this;
    }

    boolean has(String key) {
        return keys.containsKey(key);
    }

    /** Text, or mappings of text, by key. */
    Map<String, Object> keys() {
        return keys;
    }

    /**
     * Objectives that are measured together.
     *
     * @param notes what has been left out of the group itself
     */
    record Group(String name, Optional<String> interval, List<Draft> objectives, List<Note> notes) {}
}
