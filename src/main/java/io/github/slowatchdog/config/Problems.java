package io.github.slowatchdog.config;

import java.util.List;
import java.util.TreeSet;

/** What a run of the loader has found so far: problems, and keys that do nothing yet. */
final class Problems {

    private final TreeSet<Problem> found = new TreeSet<>();
    private final TreeSet<Problem> notHonoured = new TreeSet<>();

    /** Adds a problem; the same one twice, as an alias brings it, counts once. */
    void add(Problem problem) {
        found.add(problem);
    }

    /** Adds a key that does nothing yet, as a problem that is none. */
    void addNotHonoured(Problem place) {
        notHonoured.add(place);
    }

    boolean none() {
        return found.isEmpty();
    }

    /** Sorted by file and position. */
    List<Problem> sorted() {
        return List.copyOf(found);
    }

    /** One line each, sorted by file and position. */
    List<String> notHonoured() {
        return notHonoured.stream()
                .map(place -> place.place() + ": " + place.path() + ": " + place.what())
                .toList();
    }
}
