package io.github.slowatchdog.plan;

import java.io.IOException;
import java.io.InputStream;

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
}
