/**
 * One line an event on stderr, as text or JSON: our own events and, through SLF4J, what the libraries have to say. Never
 * blocks whoever logs: when nobody reads stderr, lines are dropped and counted.
 *
 * <p>Start reading at {@link io.github.slowatchdog.log.LineLog}.
 */
@NullMarked
package io.github.slowatchdog.log;

import org.jspecify.annotations.NullMarked;
