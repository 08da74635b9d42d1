package io.github.slowatchdog.metrics;

import java.time.Instant;

/**
 * Which build runs under which configuration.
 *
 * @param name of this watchdog
 * @param configHash of the configuration in force
 * @param reloadSuccessful whether the newest reading of the configuration succeeded; false while an older one stays in force
 * @param reloadedAt when the configuration in force was read
 */
public record About(BuildInfo build, String name, String configHash, boolean reloadSuccessful, Instant reloadedAt) {}
