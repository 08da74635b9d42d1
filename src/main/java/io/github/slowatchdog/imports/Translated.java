package io.github.slowatchdog.imports;

import java.util.List;

/**
 * What a file of another tool came to.
 *
 * @param found how many there were that might have become an objective
 * @param what they are called there, more than one
 */
record Translated(List<Draft.Group> groups, int found, String what) {

    Translated {
        groups = List.copyOf(groups);
    }
}
