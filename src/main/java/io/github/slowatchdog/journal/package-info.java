/**
 * The journal, and the checkpoint beside it from which a restart goes on.
 *
 * <p>Of the checkpoint start reading at {@link io.github.slowatchdog.journal.CheckpointJson}.
 */
@NullMarked
package io.github.slowatchdog.journal;

import org.jspecify.annotations.NullMarked;
