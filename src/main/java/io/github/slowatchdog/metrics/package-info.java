/**
 * Shows the {@link io.github.slowatchdog.watch.Board} as Prometheus series, made anew at each scrape (SPEC 11). Knows nothing
 * of HTTP, and never calls into the loop.
 *
 * <p>Start reading at {@link io.github.slowatchdog.metrics.MetricsPage}; every name is in
 * {@link io.github.slowatchdog.metrics.MetricName}.
 */
@NullMarked
package io.github.slowatchdog.metrics;

import org.jspecify.annotations.NullMarked;
