package io.github.slowatchdog.bot;

import java.util.Arrays;

/** Where some series stand on a page, in rising order. Grows while an index is made. */
final class Positions {

    static final Positions NONE = new Positions();

    private int[] at = new int[1];
    private int size;

    void add(int position) {
        if (size == at.length) {
            at = Arrays.copyOf(at, size * 2);
        }
        at[size++] = position;
    }

    int size() {
        return size;
    }

    int get(int i) {
        return at[i];
    }
}
