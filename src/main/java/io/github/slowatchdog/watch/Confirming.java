package io.github.slowatchdog.watch;

import io.github.slowatchdog.stop.Latch;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import java.time.Duration;
import java.time.Instant;

/** Asks the bot, while a stop is written, whether it obeys: each second, and sooner while it does not. */
final class Confirming {

    private static final Duration ASK_AGAIN = Duration.ofMillis(250);
    /** A question that has not been answered for this long is asked again. */
    private static final Duration LOST = Duration.ofSeconds(10);

    private final Loop loop;
    private final Latch latch;
    private final Confirmation how;
    private final Timings timings;
    private final Pending toBot = new Pending(LOST);
    private Instant decided = Instant.MIN;
    private Instant written = Instant.MIN;
    private boolean confirmedOnce;

    Confirming(Loop loop, Latch latch, Confirmation how, Timings timings) {
        this.loop = loop;
        this.latch = latch;
        this.how = how;
        this.timings = timings;
    }

    /** An order is in force from now on. */
    void begin(Instant now) {
        decided = now;
        confirmedOnce = false;
    }

    /** The flag was written at this time: only what is newer proves anything. */
    void written(Instant at) {
        written = at;
    }

    /** Once a second: lets time pass, and asks. */
    void beat(Instant now) {
        settle(() -> latch.pass(now, how.within()), now);
        ask(now);
    }

    /** Asks, if there is anything to ask and no question on its way. */
    void ask(Instant now) {
        boolean due = latch.state() != StopState.CLEAR && latch.state() != StopState.ORDERED;
        if (!due || !toBot.isFree(now)) {
            return;
        }
        if (written.isAfter(now)) {
            // the clock was set back since: what is newer than now is newer than the write
            written = now;
        }
        Instant since = written;
        long question = toBot.begin(now);
        loop.on(loop.ask(() -> how.ask(now, since), e -> false), obeys -> {
            // what was asked before the newest write proves nothing of it
            if (since.equals(written)) {
                Instant then = loop.now();
                settle(obeys ? latch::seen : () -> latch.unseen(then, how.within()), then);
            }
            loop.later(ASK_AGAIN, () -> askAgain(obeys, question));
        });
    }

    /** A bot that obeys is asked again by the next beat, one that does not yet at once. */
    private void askAgain(boolean obeyed, long question) {
        if (toBot.end(question) && !obeyed) {
            ask(loop.now());
        }
    }

    private void settle(Runnable step, Instant now) {
        StopState before = latch.state();
        step.run();
        if (latch.state() != before) {
            latch.order().ifPresent(order -> changed(order, now));
        }
    }

    private void changed(StopOrder order, Instant now) {
        boolean confirmed = latch.state() == StopState.CONFIRMED;
        if (confirmed && !confirmedOnce) {
            confirmedOnce = true;
            timings.stopConfirmed(Duration.between(decided, now));
        }
        String step = latch.state() == StopState.WRITTEN
                ? "no longer confirmed"
                : latch.state().word();
        loop.tell(confirmed ? Event.Level.WARN : Event.Level.ERROR, "stop " + step, order.asData());
        loop.publish();
    }
}
