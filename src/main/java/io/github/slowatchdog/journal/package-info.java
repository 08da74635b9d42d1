/**
 * The journal: what was decided and why, one line an event, each chained to the one before, in a file that is only appended to;
 * and beside it the checkpoint, from which a restart goes on. Knows nothing of what events mean, and delays nobody: it has a
 * thread of its own, and a disk that fails costs evidence, never a stop. The format is in docs/journal.md.
 *
 * <p>Start reading at {@link io.github.slowatchdog.journal.FileJournal} for the writing side, at
 * {@link io.github.slowatchdog.journal.JournalReader} for the reading side, page by page {@link io.github.slowatchdog.journal.JournalPages}.
 */
@NullMarked
package io.github.slowatchdog.journal;

import org.jspecify.annotations.NullMarked;
