/**
 * Writes HTML in which nothing from outside can be more than text: what is added is escaped as it is added, and there is no way to
 * add it otherwise. Knows nothing of what is written.
 *
 * <p>Start reading at {@link io.github.slowatchdog.html.Tag}.
 */
@NullMarked
package io.github.slowatchdog.html;

import org.jspecify.annotations.NullMarked;
