/**
 * The prometheus lane: measurements through the HTTP API of any Prometheus-compatible server.
 *
 * <p>Delivers what the server said, whole and checked, or a failure with its reason; it judges nothing. Knows {@code slo}'s
 * values, {@code watch}'s port and {@code client}; none of the other adapters.
 *
 * <p>Start reading at {@link io.github.slowatchdog.prometheus.PrometheusSource}.
 */
@NullMarked
package io.github.slowatchdog.prometheus;

import org.jspecify.annotations.NullMarked;
