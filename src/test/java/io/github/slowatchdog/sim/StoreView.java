package io.github.slowatchdog.sim;

import java.util.HashMap;
import java.util.Map;

/** How many events the store shows since a soak began, to somebody who looks at it again and again, each time later. */
final class StoreView {

    private final Store store;
    private final double began;
    private final Map<String, Ledger> targets = new HashMap<>();
    private int next;

    StoreView(Store store, double began) {
        this.store = store;
        this.began = began;
    }

    /** @param seenBy only what could be seen by then */
    double total(double seenBy) {
        while (next < store.scrapes.size() && store.scrapes.get(next).visible() <= seenBy) {
            Store.Scrape scrape = store.scrapes.get(next++);
            targets.computeIfAbsent(scrape.instance(), name -> new Ledger(began))
                    .take(scrape.at(), scrape.start(), scrape.duplicates());
        }
        double total = 0;
        for (Ledger ledger : targets.values()) {
            total += ledger.total();
        }
        return total;
    }
}
