/**
 * Puts annotations on Grafana's graphs: breaches, stops, phases and soaks. Best effort: what Grafana does not take after some tries, or
 * what would wait behind too much, is counted and gone.
 *
 * <p>Start reading at {@link io.github.slowatchdog.grafana.Annotator}; which event becomes what is in
 * {@link io.github.slowatchdog.grafana.Note}.
 */
@NullMarked
package io.github.slowatchdog.grafana;

import org.jspecify.annotations.NullMarked;
