/**
 * Reads PromQL as far as is needed to see what an expression is made of; whether it is right, and what it is worth, only a server
 * can say. What is not understood is not guessed.
 *
 * <p>Pure, and knows {@code slo}'s selectors only. Start reading at {@link io.github.slowatchdog.promql.Expression}.
 */
@NullMarked
package io.github.slowatchdog.promql;

import org.jspecify.annotations.NullMarked;
