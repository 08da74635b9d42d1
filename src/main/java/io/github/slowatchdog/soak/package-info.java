/**
 * The clean-time clock, and what a pass requires. Pure, like {@code slo}.
 *
 * <p>Start reading at {@link io.github.slowatchdog.soak.SoakClock}.
 */
@NullMarked
package io.github.slowatchdog.soak;

import org.jspecify.annotations.NullMarked;
