/**
 * When a verdict obliges us to stop, and that a stop never undoes itself. Pure, like {@code slo}.
 *
 * <p>Start reading at {@link io.github.slowatchdog.stop.Latch}.
 */
@NullMarked
package io.github.slowatchdog.stop;

import org.jspecify.annotations.NullMarked;
