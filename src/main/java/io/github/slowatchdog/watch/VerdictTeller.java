package io.github.slowatchdog.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells of verdicts. What is bad is told at once. That an objective is good, at a start or after an outage, thousands of them are within a
 * second, and more than the disk takes at once would be lost. So beyond some of them the others wait, and are told over some time, each
 * with the evidence of its own moment, as fast as the journal takes them. There is never more than one waiting for an objective, and it
 * is told before anything else of that objective. Confined to the loop.
 */
final class VerdictTeller {

    /** So many good verdicts are told in one stretch of time. */
    static final int AT_ONCE = 250;

    private static final Duration STRETCH = Duration.ofMillis(50);

    private final Loop loop;
    private final Map<Watch, VerdictChange> waiting = new LinkedHashMap<>();
    private Instant stretch = Instant.MIN;
    private int told;

    VerdictTeller(Loop loop) {
        this.loop = loop;
    }

    void changed(VerdictChange change) {
        VerdictChange earlier = waiting.remove(change.watch());
        if (earlier != null) {
            tell(earlier, true);
        }
        if (!change.isGood()) {
            tell(change, false);
        } else if (waiting.isEmpty() && mayTell()) {
            told++;
            tell(change, false);
        } else {
            if (waiting.isEmpty()) {
                loop.later(STRETCH, this::goOn);
            }
            waiting.put(change.watch(), change);
        }
    }

    private boolean mayTell() {
        Instant now = loop.now();
        // a clock that was set back begins another stretch, too
        if (now.isBefore(stretch) || !now.isBefore(stretch.plus(STRETCH))) {
            stretch = now;
            told = 0;
        }
        return told < AT_ONCE;
    }

    private void goOn() {
        Iterator<VerdictChange> next = waiting.values().iterator();
        for (int i = 0; i < AT_ONCE && next.hasNext() && !loop.isTellingBehind(); i++) {
            tell(next.next(), true);
            next.remove();
        }
        if (!waiting.isEmpty()) {
            loop.later(STRETCH, this::goOn);
        }
    }

    /** Hands over all that waits, one after the other, whatever becomes of it: nobody will go on with it. */
    void end() {
        waiting.values().forEach(late -> loop.record(late.level(), VerdictChange.EVENT, late.asData(true)));
        waiting.clear();
    }

    private void tell(VerdictChange change, boolean isLate) {
        loop.tell(change.level(), VerdictChange.EVENT, change.asData(isLate));
    }
}
