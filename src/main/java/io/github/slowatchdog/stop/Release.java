package io.github.slowatchdog.stop;

import java.time.Instant;

/**
 * A person's word that a stop may end (SPEC 7.3).
 *
 * @param orderId the order it ends; no other
 * @param forced given although objectives were not green; recorded for ever
 */
public record Release(String orderId, String by, String reason, Instant at, boolean forced) {}
