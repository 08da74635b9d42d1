/**
 * The evidence of a soak: folds the entries of a journal into one {@link io.github.slowatchdog.report.SoakReport} in bounded memory,
 * and writes that as Markdown, HTML or JSON. Knows no clock, no configuration and no server: the same journal makes the same bytes.
 * Nothing that stands in the journal is trusted to be of the right type, or harmless to show.
 *
 * <p>Start reading at {@link io.github.slowatchdog.report.JournalReport}.
 */
@NullMarked
package io.github.slowatchdog.report;

import org.jspecify.annotations.NullMarked;
