/**
 * Rules of other tools as rules of ours: alerts of Prometheus, objectives of OpenSLO. Text in, text out; what comes out is read by our
 * own loader before it is given to anybody, and what could not be carried over is named with its place.
 *
 * <p>Asks no server, and knows nothing of how rules are judged. Start reading at {@link io.github.slowatchdog.imports.Import}.
 */
@NullMarked
package io.github.slowatchdog.imports;

import org.jspecify.annotations.NullMarked;
