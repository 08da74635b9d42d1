package io.github.slowatchdog.config;

import java.util.Set;

/**
 * Keys that are read and checked and do nothing yet, by {@link Section#id}; a change that makes one work takes its line
 * away here and in {@code docs/configuration.md}.
 */
final class NotHonoured {

    static final Set<String> IDS = Set.of();

    private NotHonoured() {}

    /** Notes it if the key at this place is one of them. */
    static void note(String id, String shown, Cursor at) {
        if (IDS.contains(id)) {
            at.noteNotHonoured(shown);
        }
    }
}
