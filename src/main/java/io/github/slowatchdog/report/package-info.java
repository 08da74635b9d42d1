/**
 * The evidence of a soak: folds the entries of a journal into one {@link io.github.slowatchdog.report.SoakReport} in bounded memory,
 * and writes that as Markdown, HTML or JSON; and the evidence of a plan likewise, and as JUnit XML. Knows no clock, no configuration and no server: the same journal makes the same bytes.
 * Nothing that stands in the journal, or was answered to a plan, is trusted to be of the right type, or harmless to show.
 *
 * <p>Start reading at {@link io.github.slowatchdog.report.JournalReport}.
 */
@NullMarked
package io.github.slowatchdog.report;

import org.jspecify.annotations.NullMarked;
