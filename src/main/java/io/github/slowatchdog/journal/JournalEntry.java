package io.github.slowatchdog.journal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * One line of the journal, as it is read.
 *
 * @param seq counts the lines, from 1
 * @param at when it happened, by the watchdog's clock
 * @param event what, in words of SPEC 8
 * @param prev the hash of the line before; 64 zeros where a chain begins
 * @param hash of this line
 */
public record JournalEntry(long seq, Instant at, String event, JsonObject data, String prev, String hash) {}
