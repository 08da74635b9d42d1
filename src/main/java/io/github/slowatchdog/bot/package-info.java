/**
 * The bot itself, read without a store in between: its metrics, and its health and status pages.
 *
 * <p>Knows {@code slo}'s values, {@code watch}'s port and {@code client}; none of the other adapters.
 *
 * <p>Start reading at {@link io.github.slowatchdog.bot.BotSource}, and at {@link io.github.slowatchdog.bot.ExpositionParser} for the formats.
 */
@NullMarked
package io.github.slowatchdog.bot;

import org.jspecify.annotations.NullMarked;
