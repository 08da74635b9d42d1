package io.github.slowatchdog.watch;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the loop leaves its state, so that a restart goes on where it was (SPEC 8). What the state means is the business of
 * whoever saves it. Never throws, never blocks: a state that cannot be kept costs a restart its memory, nothing else.
 */
public interface Checkpoints {

    /** Keeps nothing, and has nothing. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public void save(JsonObject state) {}

        @Override
        public Optional<Saved> saved() {
            return Optional.empty();
        }
    };

    /**
     * A state of before the start.
     *
     * @param at when it was handed over to be saved, by the watchdog's clock
     */
    record Saved(Instant at, JsonObject state) {}

    /**
     * Has this state kept, soon. Of several that wait only the newest is written.
     *
     * @param state not to be changed any more by whoever hands it over
     */
    void save(JsonObject state);

    /** What was found at the start; empty if there was nothing, or nothing that can be trusted. */
    Optional<Saved> saved();
}
