/**
 * The flag, the order and the release in Redis (SPEC 7): Jedis, on one thread of its own.
 *
 * <p>Knows Redis and JSON, and of the rest only {@code stop}, the port {@link io.github.slowatchdog.watch.KillSwitch} and
 * the settings. It decides nothing: what to do is the loop's or a person's word, and here it is made so.
 *
 * <p>Start reading at {@link io.github.slowatchdog.redis.FlagStore}.
 */
@NullMarked
package io.github.slowatchdog.redis;

import org.jspecify.annotations.NullMarked;
