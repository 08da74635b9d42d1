/**
 * What is promised, and how samples become a verdict.
 *
 * <p>Pure: values in, values out. No clock (time is an argument), no I/O, no logger, no thread. The one library is RE2/J,
 * for regular expressions that run in linear time on text that comes from outside.
 *
 * <p>Start reading at {@link io.github.slowatchdog.slo.Objective}, then follow one measurement:
 * {@link io.github.slowatchdog.slo.Measurement} → {@link io.github.slowatchdog.slo.Ledger} →
 * {@link io.github.slowatchdog.slo.Assessment} → {@link io.github.slowatchdog.slo.Verdict}.
 */
@NullMarked
package io.github.slowatchdog.slo;

import org.jspecify.annotations.NullMarked;
