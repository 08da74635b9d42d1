package io.github.slowatchdog.config;

import java.util.List;
import java.util.stream.Collectors;

/** What loading a configuration came to: settings that are valid as a whole, or everything that is wrong. */
public sealed interface Loaded {

    /**
     * A valid configuration.
     *
     * @param places where the settings stand in the files
     */
    record Ok(Settings settings, Places places) implements Loaded {

        /** Settings that come from no file. */
        public Ok(Settings settings) {
            this(settings, Places.NONE);
        }
    }

    /**
     * A configuration that must not be used.
     *
     * @param problems at least one, sorted by file and position
     */
    record Invalid(List<Problem> problems) implements Loaded {

        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("an invalid configuration has a problem");
            }
        }

        /** All problems, two lines each, as a person is shown them. */
        @Override
        public String toString() {
            return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
        }
    }
}
