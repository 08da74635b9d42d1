package io.github.slowatchdog.replay;

import java.util.List;

/**
 * One way in which a promise is broken: the same story kept, and broken from its turn on. For an expression or a probe it is what would be
 * answered, for all else what a lane has.
 *
 * @param how in a few words
 * @param anew whether it is broken from the begin on
 */
record Play(String how, List<WrittenSeries> kept, List<WrittenSeries> broken, boolean anew) {

    Play(String how, List<WrittenSeries> kept, List<WrittenSeries> broken) {
        this(how, kept, broken, false);
    }

    Play {
        kept = List.copyOf(kept);
        broken = List.copyOf(broken);
    }
}
