/**
 * The pages for people: how everything stands, and the evidence of one objective. One renderer makes all of it from a
 * {@link io.github.slowatchdog.page.Scene}, which is of one moment; the script in the browser only puts the newer page in the place of
 * the older one. Also keeps what the pages show of the time before: a few values of each objective, and what happened last. Knows no
 * server, no clock and no thread.
 *
 * <p>Start reading at {@link io.github.slowatchdog.page.StatusPage}.
 */
@NullMarked
package io.github.slowatchdog.page;

import org.jspecify.annotations.NullMarked;
