package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.slo.Selector;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must not be asked for together, by experience, so that trouble with one selector stays its own. */
final class Apart {

    /** So long a batch that failed as a whole is asked for in parts, before it is tried again. */
    private static final Duration WHILE = Duration.ofMinutes(5);

    private final Set<Selector> alone = new HashSet<>();
    /** By what was asked for together. */
    private final Map<List<Selector>, Parts> parts = new HashMap<>();

    private record Parts(List<Batch> batches, long untilNanos) {
        boolean isOver() {
            return System.nanoTime() - untilNanos > 0;
        }
    }

    /** It has failed by itself, and would take others with it. */
    synchronized void failed(Selector selector) {
        alone.add(selector);
    }

    /** It has been answered by itself, and may be asked for with others. */
    synchronized void answered(Selector selector) {
        alone.remove(selector);
    }

    synchronized boolean isAlone(Selector selector) {
        return alone.contains(selector);
    }

    /** The batch has failed, and is to be asked for in these parts. */
    synchronized void split(Batch batch, List<Batch> into) {
        parts.values().removeIf(Parts::isOver);
        parts.put(batch.members(), new Parts(List.copyOf(into), System.nanoTime() + WHILE.toNanos()));
    }

    /** What to ask for in place of this batch; empty: the batch itself. */
    synchronized Optional<List<Batch>> parts(Batch batch) {
        return Optional.ofNullable(parts.get(batch.members()))
                .filter(known -> !known.isOver())
                .map(Parts::batches);
    }
}
