package io.github.slowatchdog.journal;

import io.github.slowatchdog.watch.Checkpoint;
import io.vertx.core.json.JsonObject;

/**
 * A checkpoint as JSON and back. Strict: what was written by another version, or was changed, is refused as a whole, for half a
 * memory would be worse than none.
 */
public final class CheckpointJson {

    /** To be raised with every change of what a checkpoint means that its fields do not show. */
    private static final int VERSION = 1;

    private CheckpointJson() {}

    /** As JSON; may take some milliseconds with many series, so not on the loop. */
    public static JsonObject encode(Checkpoint checkpoint) {
        return new JsonObject().put("version", VERSION).put("checkpoint", RecordJson.encode(checkpoint));
    }

    /**
     * Reads it back.
     *
     * @throws IllegalArgumentException if it cannot be used, with the reason as one line for a person
     */
    public static Checkpoint decode(JsonObject json) {
        if (!Integer.valueOf(VERSION).equals(json.getValue("version"))) {
            throw new IllegalArgumentException(
                    "it is of version " + json.getValue("version") + ", this watchdog reads " + VERSION);
        }
        return RecordJson.decode(json.getValue("checkpoint"), Checkpoint.class);
    }
}
