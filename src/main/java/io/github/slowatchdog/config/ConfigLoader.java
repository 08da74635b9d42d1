package io.github.slowatchdog.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a configuration and its rule files (SPEC 2, 5, 6). Strict: what is unknown, missing, mistyped or contradictory is a
 * problem, and all problems of all files are found in one run.
 *
 * <p>Start reading at {@link ConfigurationReader}; {@link Cursor} and {@link Fields} are what every section is read with.
 */
public final class ConfigLoader {

    /** The environment variable that chooses the phase where {@code --phase} does not. */
    public static final String PHASE_VARIABLE = "SLO_WATCHDOG_PHASE";

    private ConfigLoader() {}

    /**
     * Loads. Never throws for anything a file, a path or the environment may hold, and changes nothing.
     *
     * @param file the configuration file
     * @param phase the phase that runs, as {@code --phase} says; wins over the environment, which wins over the file
     * @param env the environment, by name
     */
    public static Loaded load(Path file, Optional<String> phase, Function<String, Optional<String>> env) {
        return load(file, phase, env, true);
    }

    /**
     * The same for whoever has nothing to say of places: of tens of thousands of objectives what is written of them takes three times
     * what they take, and only that of one file is held at a time.
     */
    public static Loaded loadWithoutPlaces(Path file, Optional<String> phase, Function<String, Optional<String>> env) {
        return load(file, phase, env, false);
    }

    private static Loaded load(
            Path file, Optional<String> phase, Function<String, Optional<String>> env, boolean placed) {
        Problems problems = new Problems();
        Fingerprint fingerprint = new Fingerprint();
        Optional<Loaded.Ok> loaded = SourceFile.read(file, what -> problems.add(unreadable(file, what)))
                .map(fingerprint::take)
                .flatMap(source -> Cursor.root(source, Substitution.ofEnvironment(env), problems))
                .flatMap(root -> root.fields(Section.CONFIGURATION))
                .flatMap(root -> new ConfigurationReader(root, env, problems, fingerprint, placed).read(phase));
        return loaded.isPresent() && problems.none() ? loaded.get() : new Loaded.Invalid(problems.sorted());
    }

    /** A file that could not be read at all. */
    static Problem unreadable(Path file, String what) {
        return new Problem(SourceFile.shown(file), 1, 1, "", what, "name a YAML file that this user may read");
    }
}
