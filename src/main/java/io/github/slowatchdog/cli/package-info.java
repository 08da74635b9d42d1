/**
 * The commands, one a file, and {@link io.github.slowatchdog.cli.Wiring}, which builds everything and joins it. Imported by
 * nothing.
 *
 * <p>Start reading at {@link io.github.slowatchdog.cli.Main}.
 */
@NullMarked
package io.github.slowatchdog.cli;

import org.jspecify.annotations.NullMarked;
