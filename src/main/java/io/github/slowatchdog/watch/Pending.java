package io.github.slowatchdog.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * At most one question on its way. One that is never answered does not block for ever, and one that is answered late, after
 * another has been asked, frees nothing.
 */
final class Pending {

    private final Duration lost;
    private long newest;
    private boolean open;
    private Instant asked = Instant.MIN;

    /** @param lost a question is given up after this long */
    Pending(Duration lost) {
        this.lost = lost;
    }

    boolean isFree(Instant now) {
        return !open || Duration.between(asked, now).abs().compareTo(lost) > 0;
    }

    /** A question goes out, also over one that is still open; the answer is its number. */
    long begin(Instant now) {
        open = true;
        asked = now;
        return ++newest;
    }

    /** This question is settled; true if no newer one has been asked. */
    boolean end(long question) {
        if (question != newest || !open) {
            return false;
        }
        open = false;
        return true;
    }
}
