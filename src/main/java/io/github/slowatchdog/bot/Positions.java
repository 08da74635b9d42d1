package io.github.slowatchdog.bot;

import java.util.Arrays;

/** Where some series stand on a page, in rising order; mostly there is one. Grows while an index is made. */
final class Positions {

    static final Positions NONE = new Positions();

    private static final int[] NOTHING = {};

    private int first;
    private int[] further = NOTHING;
    private int size;

    void add(int position) {
        if (size == 0) {
            first = position;
        } else {
            if (size > further.length) {
                further = Arrays.copyOf(further, Math.max(1, further.length * 2));
            }
            further[size - 1] = position;
        }
        size++;
    }

    int size() {
        return size;
    }

    int get(int i) {
        return i == 0 ? first : further[i - 1];
    }
}
