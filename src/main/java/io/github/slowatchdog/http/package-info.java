/**
 * What is served over HTTP (SPEC 10): metrics, probes, and the API. Reads the Board; never calls into the loop, and runs on
 * threads of its own, so that no client can delay a decision. What a person orders here goes the way of the commands.
 *
 * <p>Start reading at {@link io.github.slowatchdog.http.ApiServer}, and for events at {@code Feed}.
 */
@NullMarked
package io.github.slowatchdog.http;

import org.jspecify.annotations.NullMarked;
