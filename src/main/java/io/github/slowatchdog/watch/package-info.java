/**
 * The loop: ask, assess, record, settle; and the {@link io.github.slowatchdog.watch.Board}, which shows where everything
 * stands. The interfaces here are the loop's own need of the world; the adapters implement them.
 *
 * <p>One writer: only the loop changes state, on its own Vert.x context. Readers take the Board.
 *
 * <p>Start reading at {@link io.github.slowatchdog.watch.Watchdog}.
 */
@NullMarked
package io.github.slowatchdog.watch;

import org.jspecify.annotations.NullMarked;
