package io.github.slowatchdog.plan;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Where the lines of a log come from. */
interface LogSource {

    /** For evidence. */
    String name();

    /**
     * Opens it anew.
     *
     * @param whole also what was there before the plan began
     * @throws IOException if it cannot be read; the message is for a person
     */
    InputStream open(boolean whole) throws IOException, InterruptedException;

    /** Why something that was written since the plan began cannot be read any more, one line for a person; empty: nothing is known to be lost. */
    default Optional<String> lost() {
        return Optional.empty();
    }
}
