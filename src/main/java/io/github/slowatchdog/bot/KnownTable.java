package io.github.slowatchdog.bot;

import io.github.slowatchdog.slo.Labels;
import org.jspecify.annotations.Nullable;

/** Known series by their labels: nothing but the series themselves, since there may be tens of thousands. */
final class KnownTable {

    private static final int LEAST = 64;

    private @Nullable KnownSeries[] slots = new @Nullable KnownSeries[LEAST];
    private int size;

    /** The series with these labels, which is known from now on. */
    KnownSeries get(Labels labels) {
        int slot = slot(labels);
        KnownSeries known = slots[slot];
        if (known != null) {
            return known;
        }
        KnownSeries added = new KnownSeries(labels);
        put(added);
        return added;
    }

    /** One that is known already by somebody else. */
    void put(KnownSeries series) {
        if (4 * size > 3 * slots.length) {
            grow();
        }
        int slot = slot(series.labels());
        size += slots[slot] == null ? 1 : 0;
        slots[slot] = series;
    }

    private void grow() {
        @Nullable KnownSeries[] before = slots;
        slots = new @Nullable KnownSeries[before.length * 2];
        for (KnownSeries series : before) {
            if (series != null) {
                slots[slot(series.labels())] = series;
            }
        }
    }

    private int slot(Labels labels) {
        int hash = labels.hashCode();
        int slot = (hash ^ hash >>> 16) & (slots.length - 1);
        KnownSeries there = slots[slot];
        while (there != null && !there.labels().equals(labels)) {
            slot = (slot + 1) & (slots.length - 1);
            there = slots[slot];
        }
        return slot;
    }

    int size() {
        return size;
    }

    void clear() {
        slots = new @Nullable KnownSeries[LEAST];
        size = 0;
    }
}
