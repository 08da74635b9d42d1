package io.github.slowatchdog.prometheus;

import io.github.slowatchdog.slo.Selector;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How sets of selectors are batched. The same few sets are asked for again and again, so it is worked out once for each. */
final class Plans {

    /** One for each set of groups that are due together, and some for when they change. */
    private static final int KEPT = 64;

    private final int most;
    private final Map<Set<Selector>, List<Batch>> plans = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<Selector>, List<Batch>> eldest) {
            return size() > KEPT;
        }
    };

    Plans(int most) {
        this.most = most;
    }

    synchronized List<Batch> of(Collection<Selector> selectors) {
        return plans.computeIfAbsent(new LinkedHashSet<>(selectors), all -> Batches.of(all, most));
    }

    /** Both halves of a batch that is larger than one. */
    List<Batch> halves(Batch batch) {
        int half = batch.members().size() / 2;
        List<Batch> halves =
                new java.util.ArrayList<>(Batches.of(batch.members().subList(0, half), most));
        halves.addAll(Batches.of(batch.members().subList(half, batch.members().size()), most));
        return halves;
    }
}
