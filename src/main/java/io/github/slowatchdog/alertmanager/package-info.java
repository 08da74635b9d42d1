/**
 * Tells people: pushes alerts to Alertmanagers (API v2), and what became of it to metrics. Reads the
 * {@link io.github.slowatchdog.watch.Board} and never calls into the loop; no stop waits for an alert.
 *
 * <p>Start reading at {@link io.github.slowatchdog.alertmanager.ActiveAlerts}, which decides what there is to tell, and
 * {@link io.github.slowatchdog.alertmanager.Outbox}, which decides when.
 */
@NullMarked
package io.github.slowatchdog.alertmanager;

import org.jspecify.annotations.NullMarked;
