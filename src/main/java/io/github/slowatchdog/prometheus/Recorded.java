package io.github.slowatchdog.prometheus;

import java.time.Duration;

/**
 * A recording rule of the server.
 *
 * @param expression what is evaluated
 * @param every how often
 */
public record Recorded(String expression, Duration every) {}
