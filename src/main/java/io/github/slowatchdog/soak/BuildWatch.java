package io.github.slowatchdog.soak;

import java.util.Optional;

/**
 * Follows the bot's build through a soak (SPEC 5, {@code restart_on_build}). Confined to the loop.
 *
 * <pre>
 *              first seen                 another one beside it, or not to be read
 *  (nothing) ─────────────▶ one build ──────────────────────────────────────────▶ paused
 *                             │  ▲                                                 │  │
 *     another one, alone:     │  └──────────── the same one, alone ────────────────┘  │
 *     the soak begins anew    └──▶ (the other build) ◀── another one, alone ──────────┘
 * </pre>
 */
public final class BuildWatch {

    /** A new build has taken over, and nothing of the old one is left. */
    public record Change(String from, String to) {}

    private Optional<String> build;
    private Build seen;

    /** @param build what it was when the soak began; empty: it was not known, and the first one seen is taken for it */
    public BuildWatch(Optional<String> build) {
        this.build = build;
        this.seen = build.<Build>map(Build.Known::new).orElseGet(() -> new Build.Unknown("not read yet"));
    }

    /** Takes what was seen just now; a change, if the soak has to begin anew. */
    public Optional<Change> take(Build now) {
        seen = now;
        if (!(now instanceof Build.Known known)) {
            return Optional.empty();
        }
        Optional<Change> change =
                build.filter(old -> !old.equals(known.name())).map(old -> new Change(old, known.name()));
        build = Optional.of(known.name());
        return change;
    }

    /** What was seen last. */
    public Build seen() {
        return seen;
    }

    /** The build of this soak; while two run at once, that with which the soak began. */
    public Optional<String> build() {
        return build;
    }

    /** Why the soak's clock has to stand still; empty: it need not. Nobody can say for which build such time would count. */
    public Optional<String> pause() {
        if (seen instanceof Build.Mixed mixed) {
            return Optional.of("several builds at once: " + String.join(", ", mixed.names()));
        }
        return seen instanceof Build.Unknown unknown
                ? Optional.of("the build is not known: " + unknown.why())
                : Optional.empty();
    }
}
