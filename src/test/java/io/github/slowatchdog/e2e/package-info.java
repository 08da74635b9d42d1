/**
 * The whole product against real servers: a bot, Redis, Prometheus, and the watchdog as {@code run} wires it. What is asserted
 * is the flag in Redis and the mode of the bot, never a call.
 */
@NullMarked
package io.github.slowatchdog.e2e;

import org.jspecify.annotations.NullMarked;
