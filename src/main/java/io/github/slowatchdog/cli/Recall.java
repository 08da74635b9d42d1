package io.github.slowatchdog.cli;

import io.github.slowatchdog.journal.JournalEntry;
import io.github.slowatchdog.journal.JournalReader;
import io.github.slowatchdog.page.Recent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Lets the page's timeline begin with what the end of the journal tells of the processes before this one: whoever looks after a restart
 * wants to know why the bot is stopped. Reads on a thread of its own, so that a disk which hangs holds up nothing.
 */
final class Recall {

    /** Some hundreds of events, as long as they usually are. */
    private static final long BYTES = 256 * 1024;

    private Recall() {}

    /** @param began what happened from then on is told by this process itself */
    static Recent of(Optional<Path> journal, Instant began) {
        Recent recent = new Recent();
        journal.ifPresent(path -> {
            Thread reader = new Thread(() -> read(path, began, recent), "recall");
            reader.setDaemon(true);
            reader.start();
        });
        return recent;
    }

    private static void read(Path journal, Instant began, Recent recent) {
        try (Stream<JournalEntry> newest = JournalReader.newest(journal, BYTES)) {
            newest.filter(entry -> entry.at().isBefore(began))
                    .forEach(entry -> recent.remember(
                            entry.at(), entry.event(), entry.data().getMap()));
        } catch (java.nio.file.NoSuchFileException e) {
            return; // the first run
        } catch (IOException | UncheckedIOException e) {
            LoggerFactory.getLogger(Recall.class).warn("the page cannot show what was before: {}", e.getMessage());
        }
    }
}
