/**
 * The demonstration: a trading bot in small that obeys the flag, and the guided tour that {@code bin/demo} gives. Tests use
 * the bot in-process.
 *
 * <p>The bot must not know anything of the watchdog, and runs as a single source file with nothing but the JDK.
 */
@NullMarked
package io.github.slowatchdog.demo;

import org.jspecify.annotations.NullMarked;
