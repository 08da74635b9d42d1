/**
 * What a careful engineer looks at before rules with a kill switch are trusted (SPEC 9, {@code check}): expressions that do not say
 * what they seem to say, and servers that are not as the rules take them to be.
 *
 * <p>Judging is pure: expressions, settings and what adapters have found out go in, {@link
 * io.github.slowatchdog.preflight.Finding}s come out. The asking is done by the adapters, through their ports and inspections; nothing
 * is changed on any server but the probe key, which the package {@code redis} writes.
 *
 * <p>Start reading at {@link io.github.slowatchdog.preflight.Code}, then {@link io.github.slowatchdog.preflight.Asked}.
 */
@NullMarked
package io.github.slowatchdog.preflight;

import org.jspecify.annotations.NullMarked;
