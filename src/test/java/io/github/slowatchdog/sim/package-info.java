/**
 * Deterministic simulation (docs/adr/0033): the real core, loop, and Redis protocol of the watchdog in a world made up from a seed, in virtual
 * time, beside an oracle that knows everything that has happened in it and holds the promises of SPEC 0 against it.
 *
 * <p>Start reading at {@link io.github.slowatchdog.sim.History}: one seed, one history.
 */
@NullMarked
package io.github.slowatchdog.sim;

import org.jspecify.annotations.NullMarked;
