/**
 * Plans (SPEC 12): a one-shot list of checks, made one after the other on the thread of whoever asks, with evidence of each.
 * Indicators are read through the lanes of the watch and judged by its ledgers; nothing is judged here a second way. Knows no
 * server but those that a plan names, no report format and no command.
 *
 * <p>Start reading at {@link io.github.slowatchdog.plan.PlanRunner}.
 */
@NullMarked
package io.github.slowatchdog.plan;

import org.jspecify.annotations.NullMarked;
