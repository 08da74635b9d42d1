package io.github.slowatchdog.journal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * The state that a checkpoint holds.
 *
 * @param at when it was handed over to be saved, by the watchdog's clock
 */
record Saved(Instant at, JsonObject state) {}
