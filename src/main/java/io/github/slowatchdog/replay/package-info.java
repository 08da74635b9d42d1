/**
 * What a rule would have done: tests of rules on written series, breaches made up for every objective, and backtests over the history of
 * a store. All of it goes through the core of the loop, in virtual time ({@link io.github.slowatchdog.watch.Replay}); nothing here judges.
 *
 * <p>Knows the core, the ports of {@code watch} and how rules are read; no server, no Redis, no journal.
 *
 * <p>Start reading at {@link io.github.slowatchdog.replay.Scenario} and {@link io.github.slowatchdog.replay.ScenarioRun}.
 */
@NullMarked
package io.github.slowatchdog.replay;

import org.jspecify.annotations.NullMarked;
