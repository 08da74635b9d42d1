package io.github.slowatchdog.alertmanager;

import io.github.slowatchdog.client.Excerpt;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that people are to be told of, for as long as it holds. Two alerts with the same labels are the same alert.
 *
 * @param labels what it is; without empty ones, which Alertmanager drops
 * @param annotations what a person reads; {@code summary} says how far it has come
 * @param since when it began; empty where nobody has noted it, and then it began when it was first seen
 * @param generator where its evidence is shown
 */
record Alert(
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Optional<Instant> since,
        URI generator) {

    private static final int LONGEST_LABEL = 1024;
    private static final int LONGEST_ANNOTATION = 2048;

    Alert {
        labels = bounded(labels, LONGEST_LABEL);
        annotations = bounded(annotations, LONGEST_ANNOTATION);
    }

    /** Whether people would read something else, so that it is not left to the next turn. */
    boolean tellsMoreThan(Alert before) {
        return !String.valueOf(annotations.get("summary")).equals(before.annotations.get("summary"));
    }

    /** Values come from rule files, bots and servers: one line each, no control characters, no more than an alert can bear. */
    private static SortedMap<String, String> bounded(Map<String, String> values, int longest) {
        SortedMap<String, String> bounded = new TreeMap<>();
        values.forEach((name, value) -> {
            String line = Excerpt.of(value, longest);
            if (!line.isEmpty()) {
                bounded.put(name, line);
            }
        });
        return Collections.unmodifiableSortedMap(bounded);
    }
}
