package io.github.slowatchdog.journal;

import io.github.slowatchdog.watch.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoint over time: what was found at the start, what waits to be written, and whether writing works. */
final class CheckpointKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
    private static final long SECOND = 1_000_000_000L;

    /** So many objectives are written at once; what is told meanwhile waits no longer than for these. */
    private static final int AT_ONCE = 500;

    private final Path directory;
    private final CheckpointFile file;
    private final String name;
    private final Losses losses;
    private CheckpointFile.Found found = CheckpointFile.Found.NOTHING;
    /** What waits to be written. */
    private Optional<EventQueue.State> newest = Optional.empty();

    private Optional<CheckpointDraft> draft = Optional.empty();
    private boolean hasWritten;
    private boolean failing;
    private long failedAt;

    CheckpointKeeper(Path directory, String name, Losses losses) {
        this.directory = directory;
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
    Optional<Checkpoint> saved(boolean belongs, boolean isFirst) {
        if (found.kept().isPresent()) {
            try {
                if (belongs) {
                    return Optional.of(file.state());
                }
                found = CheckpointFile.Found.bad("the journal does not have the line that it was written after");
            } catch (IOException e) {
                found = CheckpointFile.Found.bad("it cannot be read: " + Rights.why(e));
            } catch (IllegalArgumentException e) {
                found = CheckpointFile.Found.bad(String.valueOf(e.getMessage()));
            }
        } else if (found.equals(CheckpointFile.Found.NOTHING) && !isFirst) {
            found = CheckpointFile.Found.bad("there is none, although the journal has lines");
        }
        return Optional.empty();
    }

    /** How much has been read. Safe from any thread. */
    long bytesRead() {
        return file.bytesRead();
    }

    /** Why what was found is not used. */
    Optional<String> trouble() {
        return found.trouble();
    }

    void replace(EventQueue.State state) {
        newest = Optional.of(state);
    }

    /** The journal has begun anew: what was written belongs to the old one, and is written once more. */
    void again() {
        newest =
                newest.or(() -> draft.map(CheckpointDraft::state)).or(() -> hasWritten ? readBack() : Optional.empty());
        drop();
    }

    private Optional<EventQueue.State> readBack() {
        try {
            Optional<CheckpointFile.Kept> kept = file.read().kept();
            return kept.isPresent()
                    ? Optional.of(new EventQueue.State(kept.get().at(), file.state()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // the next one is not far off
        }
    }

    /** Whether one should be begun now, and so the journal be safe on disk before. */
    boolean isDue() {
        return draft.isEmpty() && newest.isPresent() && (!failing || System.nanoTime() - failedAt >= SECOND);
    }

    /** Whether one is being written, and waits to be gone on with. */
    boolean isUnderWay() {
        return draft.isPresent();
    }

    /**
     * Goes on with the one that is under way, or begins the newest, if one is due.
     *
     * @param atOnce whether somebody waits for all that there is
     */
    void write(Mark after, boolean atOnce) {
        while (isUnderWay() || isDue()) {
            try {
                goOn(after);
            } catch (IOException | RuntimeException e) {
                fail(e instanceof IOException known ? Rights.why(known) : e.toString());
            }
            if (!atOnce) {
                return;
            }
        }
    }

    private void goOn(Mark after) throws IOException {
        if (draft.isEmpty()) {
            draft = Optional.of(CheckpointDraft.begin(directory, name, after, newest.orElseThrow()));
            newest = Optional.empty();
        }
        if (!draft.orElseThrow().goOn(AT_ONCE)) {
            return;
        }
        draft = Optional.empty();
        hasWritten = true;
        if (failing) {
            failing = false;
            LOG.warn("checkpoints can be written again");
        }
    }

    private void drop() {
        try {
            if (draft.isPresent()) {
                draft.get().close();
            }
        } catch (IOException e) {
            LOG.warn("a checkpoint was not closed cleanly: {}", Rights.why(e));
        }
        draft = Optional.empty();
    }

    private void fail(String why) {
        failedAt = System.nanoTime();
        newest = newest.or(() -> draft.map(CheckpointDraft::state));
        drop();
        if (!failing) {
            failing = true;
            losses.count(Loss.CHECKPOINT_FAILED);
            LOG.atError().addKeyValue("why", why).log("checkpoint cannot be written: a restart would begin a new soak");
        }
    }
}
