package io.github.slowatchdog.redis;

import java.util.List;
import java.util.Optional;

/**
 * How a compare-and-set went.
 *
 * @param done whether everything was set; otherwise nothing was
 * @param found what each key holds now: read back if done, what was in the way if not
 */
record Swap(boolean done, List<Content> found) {

    Swap {
        found = List.copyOf(found);
    }

    /** What the first key holds now. */
    Content first() {
        return found.get(0);
    }

    /**
     * One key's change.
     *
     * @param expected what the key must hold; empty: anything
     */
    record Change(String key, Optional<Content> expected, Content wanted) {

        static Change of(String key, Content expected, Content wanted) {
            return new Change(key, Optional.of(expected), wanted);
        }

        static Change whatever(String key, Content wanted) {
            return new Change(key, Optional.empty(), wanted);
        }

        boolean matches(Content found) {
            return expected.map(found::equals).orElse(true);
        }
    }
}
