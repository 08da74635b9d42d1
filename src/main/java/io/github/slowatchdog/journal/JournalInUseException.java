package io.github.slowatchdog.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Another process writes this journal. The message says what, why, and how to fix it. */
public final class JournalInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    JournalInUseException(Path directory, String holder) {
        super("the journal in " + directory + " is in use: " + holder
                + " writes it; end that one, or set journal.path to a directory of its own for each watchdog");
    }
}
