package io.github.slowatchdog.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * One client of the events: what it has been sent, and whether it takes it. Nothing is queued for one that does not read beyond what
 * its connection already holds. Confined to the server's event loop.
 */
final class Listener {

    private final HttpServerResponse response;
    private final Runnable cutOff;
    /** The status that it was sent last, or is owed. */
    private Optional<Buffer> owed = Optional.empty();

    private final Optional<Long> asked;
    /** Seq of the entry that it was sent last; empty: it has no place in the journal yet. */
    private Optional<Long> seen = Optional.empty();

    private boolean reading;
    private long fullSince;
    private boolean gone;

    Listener(HttpServerResponse response, Optional<Long> after, Runnable cutOff) {
        this.response = response;
        this.asked = after;
        this.cutOff = cutOff;
        response.drainHandler(ignored -> drained());
    }

    /** Whether it takes more at this moment. */
    boolean isReady() {
        return !gone && !response.writeQueueFull();
    }

    boolean isGone() {
        return gone;
    }

    /** Sends the newest status now, or as soon as it has taken what was sent before; older ones it has then missed. */
    void show(Buffer status) {
        if (isReady()) {
            owed = Optional.empty();
            send(status);
        } else {
            owed = Optional.of(status);
        }
    }

    void send(Buffer frame) {
        if (!gone) {
            response.write(frame);
        }
    }

    private void drained() {
        fullSince = 0;
        owed.ifPresent(this::show);
    }

    /** Whether it has not taken anything for so long; looked at now and then. */
    boolean isStuck(long now, long nanos) {
        if (!response.writeQueueFull()) {
            fullSince = 0;
            return false;
        }
        fullSince = fullSince == 0 ? now : fullSince;
        return now - fullSince >= nanos;
    }

    /** The entry that it wants to go on after; empty: from now on. */
    Optional<Long> asked() {
        return asked;
    }

    Optional<Long> seen() {
        return seen;
    }

    void seen(long seq) {
        seen = Optional.of(seq);
    }

    /** Whether a page is being read for it. */
    boolean isReading() {
        return reading;
    }

    void reading(boolean now) {
        reading = now;
    }

    void gone() {
        gone = true;
        owed = Optional.empty();
    }

    void cutOff() {
        gone();
        cutOff.run();
    }
}
