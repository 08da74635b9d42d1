/**
 * One file tree to {@link io.github.slowatchdog.config.Settings}, or to all its problems at once, each with its place.
 *
 * <p>Settings are plain values that adapters are given; the core ({@code slo}, {@code soak}, {@code stop}) and the loop
 * ({@code watch}) never see this package.
 *
 * <p>Start reading at {@link io.github.slowatchdog.config.ConfigLoader}.
 */
@NullMarked
package io.github.slowatchdog.config;

import org.jspecify.annotations.NullMarked;
