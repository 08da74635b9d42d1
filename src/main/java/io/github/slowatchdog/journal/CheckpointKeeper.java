package io.github.slowatchdog.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoint over time: what was found at the start, what waits to be written, and whether writing works. */
final class CheckpointKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
    private static final long SECOND = 1_000_000_000L;

    private final CheckpointFile file;
    private final String name;
    private final Losses losses;
    private CheckpointFile.Found found = CheckpointFile.Found.NOTHING;
    private Optional<EventQueue.State> newest = Optional.empty();
    private boolean waits;
    private boolean failing;
    private long failedAt;

    CheckpointKeeper(Path directory, String name, Losses losses) {
        this.file = new CheckpointFile(directory);
        this.name = name;
        this.losses = losses;
    }

    /** Reads what is there; the line of the journal that it was written after, if it is ours. */
    Optional<Mark> read() {
        found = file.read();
        found.kept().filter(kept -> !kept.name().equals(name)).ifPresent(foreign -> {
            found = CheckpointFile.Found.bad("it is that of the watchdog " + foreign.name());
        });
        return found.kept().map(CheckpointFile.Kept::mark);
    }

    /**
     * The state to go on from.
     *
     * @param belongs whether the journal has the line that it was written after
     * @param isFirst whether no process has written to the journal before
     */
    Optional<Saved> saved(boolean belongs, boolean isFirst) {
        if (found.kept().isPresent() && !belongs) {
            found = CheckpointFile.Found.bad("the journal does not have the line that it was written after");
        } else if (found.equals(CheckpointFile.Found.NOTHING) && !isFirst) {
            found = CheckpointFile.Found.bad("there is none, although the journal has lines");
        }
        return found.kept().map(CheckpointFile.Kept::saved);
    }

    /** Why what was found is not used. */
    Optional<String> trouble() {
        return found.trouble();
    }

    void replace(EventQueue.State state) {
        newest = Optional.of(state);
        waits = true;
    }

    /** The journal has begun anew: what was written belongs to the old one. */
    void again() {
        waits = newest.isPresent();
    }

    /** Whether one should be written now, and so the journal be safe on disk before. */
    boolean isDue() {
        return waits && (!failing || System.nanoTime() - failedAt >= SECOND);
    }

    /** Writes the newest state, if one is due. */
    void write(Mark after) {
        if (!isDue() || newest.isEmpty()) {
            return;
        }
        try {
            file.write(name, after, newest.get().at(), newest.get().json().get());
            waits = false;
            if (failing) {
                failing = false;
                LOG.warn("checkpoints can be written again");
            }
        } catch (IOException | RuntimeException e) {
            fail(e instanceof IOException known ? Rights.why(known) : e.toString());
        }
    }

    private void fail(String why) {
        failedAt = System.nanoTime();
        if (!failing) {
            failing = true;
            losses.count(Loss.CHECKPOINT_FAILED);
            LOG.atError().addKeyValue("why", why).log("checkpoint cannot be written: a restart would begin a new soak");
        }
    }
}
