package io.github.slowatchdog.config;

import java.util.Map;
import java.util.Optional;

/**
 * Where the settings stand in their files, for whoever has something to say of one of them. It is handed out beside the settings, which
 * know nothing of files.
 *
 * <p>Of a key that is not written, the place is that of the nearest mapping or list round it that is.
 */
public final class Places {

    /** For settings that come from no file. */
    public static final Places NONE = new Places(Optional.empty(), Map.of(), Map.of());

    private static final Place NOWHERE = new Place("configuration", 1, 1, "");

    private final Optional<Cursor> root;
    private final Map<String, Cursor> groups;
    private final Map<String, Cursor> objectives;

    Places(Optional<Cursor> root, Map<String, Cursor> groups, Map<String, Cursor> objectives) {
        this.root = root;
        this.groups = Map.copyOf(groups);
        this.objectives = Map.copyOf(objectives);
    }

    /**
     * The place of a key of the configuration file.
     *
     * @param keys from the outermost inwards; an entry of a list by its number, from 0
     */
    public Place setting(String... keys) {
        return within(root, keys);
    }

    /** The place of a key of the group that an objective stands in. */
    public Place groupOf(String objective, String... keys) {
        return within(Optional.ofNullable(groups.get(objective)), keys);
    }

    /** The place of a key of an objective. */
    public Place objective(String name, String... keys) {
        return within(Optional.ofNullable(objectives.get(name)), keys);
    }

    private static Place within(Optional<Cursor> outer, String... keys) {
        if (outer.isEmpty()) {
            return NOWHERE;
        }
        Cursor at = outer.get();
        for (String key : keys) {
            Optional<Cursor> inner = at.inside(key);
            if (inner.isEmpty()) {
                break;
            }
            at = inner.get();
        }
        return at.where();
    }
}
