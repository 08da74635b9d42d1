package io.github.slowatchdog.config;

import java.util.List;
import java.util.TreeSet;

/** The problems that a run of the loader has found so far. */
final class Problems {

    private final TreeSet<Problem> found = new TreeSet<>();

    /** Adds a problem; the same one twice, as an alias brings it, counts once. */
    void add(Problem problem) {
        found.add(problem);
    }

    boolean none() {
        return found.isEmpty();
    }

    /** Sorted by file and position. */
    List<Problem> sorted() {
        return List.copyOf(found);
    }
}
