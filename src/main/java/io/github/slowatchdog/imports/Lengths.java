package io.github.slowatchdog.imports;

import io.github.slowatchdog.config.Durations;
import io.github.slowatchdog.config.ForeignYaml;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Durations as both sides write them. */
final class Lengths {

    private Lengths() {}

    /** The text of a duration that is longer than nothing; empty for 0, and, with a note, for what is none. */
    static Optional<String> of(ForeignYaml at, String key, List<Note> notes) {
        Optional<Duration> read = at.text().flatMap(Durations::parse);
        if (read.isEmpty()) {
            notes.add(new Note(at.place(), key + " is no duration, and is not carried over"));
        }
        return read.filter(length -> !length.isZero()).flatMap(length -> at.text());
    }
}
