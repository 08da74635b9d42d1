package io.github.slowatchdog.watch;

import java.util.ArrayList;
import java.util.List;

/**
 * The objectives as the Board shows them. A verdict that has changed is shown at once; so are the newest values of as many objectives
 * as most watchdogs have. With more of them, those of the others are shown in turn. Confined to the loop.
 */
final class Showing {

    /** So many are shown anew each time. */
    static final int ANEW = 5_000;

    private final List<Watch> watches;
    private int from;

    /** @param watches may grow */
    Showing(List<Watch> watches) {
        this.watches = watches;
    }

    List<Board.ObjectiveView> views() {
        List<Board.ObjectiveView> views = new ArrayList<>(watches.size());
        for (int i = 0; i < watches.size(); i++) {
            boolean anew = i >= from && i < from + ANEW;
            views.add(watches.get(i).view(anew));
        }
        from = from + ANEW < watches.size() ? from + ANEW : 0;
        return views;
    }
}
