package io.github.slowatchdog.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A mapping whose keys are known by its {@link Section}. */
final class Fields {

    private final Cursor cursor;
    private final Section section;
    private final Map<String, Cursor.Entry> entries;

    private Fields(Cursor cursor, Section section, Map<String, Cursor.Entry> entries) {
        this.cursor = cursor;
        this.section = section;
        this.entries = entries;
    }

    /** Notes every key that the section does not know. */
    static Fields open(Cursor cursor, Section section, Map<String, Cursor.Entry> entries) {
        entries.forEach((key, entry) -> {
            if (!section.keys().contains(key)) {
                entry.key()
                        .wrong(
                                "unknown key " + Quote.of(key),
                                Suggestion.text(key, section.keys())
                                        + "known keys: "
                                        + String.join(", ", section.keys()));
            }
        });
        return new Fields(cursor, section, entries);
    }

    /** The mapping as a whole, as a place. */
    Cursor cursor() {
        return cursor;
    }

    boolean knows(String key) {
        return section.keys().contains(key);
    }

    boolean has(String key) {
        return at(key).isPresent();
    }

    /** The value of a key, if it is there. */
    Optional<Cursor> at(String key) {
        return entry(key).map(Cursor.Entry::value);
    }

    private Optional<Cursor.Entry> entry(String key) {
        if (!knows(key)) {
            throw new IllegalArgumentException(section + " does not know " + key);
        }
        return Optional.ofNullable(entries.get(key));
    }

    /** Reads a key that may be left out. */
    <T> Optional<T> get(String key, Function<Cursor, Optional<T>> reader) {
        return at(key).flatMap(reader);
    }

    /** Reads a key that may be left out, with its default; the default stands in for a value that is wrong, too. */
    <T> T get(String key, Function<Cursor, Optional<T>> reader, T otherwise) {
        return get(key, reader).orElse(otherwise);
    }

    /**
     * Reads a key that must be there.
     *
     * @param example of the line that is missing
     */
    <T> Optional<T> need(String key, String example, Function<Cursor, Optional<T>> reader) {
        if (!has(key)) {
            return cursor.wrong("missing key " + Quote.of(key), "add `" + key + ": " + example + "`");
        }
        return get(key, reader);
    }

    /** Reads a mapping under a key; nothing if it is not there. */
    Optional<Fields> fields(String key, Section inner) {
        return get(key, value -> value.fields(inner));
    }

    /** Notes a problem of the mapping as a whole. */
    <T> Optional<T> wrong(String what, String fix) {
        return cursor.wrong(what, fix);
    }

    /** Notes a problem at the value of a key, or of the mapping if the key is not there. */
    <T> Optional<T> wrong(String key, String what, String fix) {
        return at(key).orElse(cursor).wrong(what, fix);
    }

    /**
     * Which of these keys is there; more than one are a conflict, noted with both places.
     *
     * @param why they exclude each other, as the end of a sentence
     */
    Optional<String> atMostOne(List<String> keys, String why) {
        List<String> there = keys.stream()
                .filter(this::has)
                .sorted((a, b) -> key(a).isAfter(key(b)) ? 1 : -1)
                .toList();
        for (String more : there.subList(Math.min(1, there.size()), there.size())) {
            key(more)
                    .wrong(
                            Quote.of(more) + " contradicts " + Quote.of(there.get(0)) + " at "
                                    + key(there.get(0)).place() + ": " + why,
                            "keep one of the two");
        }
        return there.stream().findFirst();
    }

    /** The key itself, as a place. */
    private Cursor key(String key) {
        return entry(key).orElseThrow().key();
    }
}
