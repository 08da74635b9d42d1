/**
 * What is served over HTTP (SPEC 10): metrics and probes. Reads the Board; never calls into the loop, and runs on threads of
 * its own, so that no client can delay a decision.
 *
 * <p>Start reading at {@link io.github.slowatchdog.http.ApiServer}.
 */
@NullMarked
package io.github.slowatchdog.http;

import org.jspecify.annotations.NullMarked;
