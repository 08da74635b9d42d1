package io.github.slowatchdog.stop;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the stop order until a person releases it (SPEC 7.2, 7.3). Nothing else lets go: not a metric that recovers, not a
 * flag that somebody rewrote. Confined to the loop.
 *
 * <pre>
 *           raise, adopt             held               seen on the bot
 *  clear ─────────────────▶ ordered ──────▶ written ───────────────────▶ confirmed
 *    ▲                                        │  ▲                          │
 *    │ released by a person, from anywhere    │  └──── seen ◀───────────────┤ no longer seen
 *    └────────────────────────────────────    └──▶ unconfirmed ◀────────────┘
 *                                        not seen within the time
 *
 *  the flag is known to say so no longer:                          back to ordered, from anywhere
 *  that is not known, and the bot no longer shows what it showed:  unconfirmed, without waiting
 * </pre>
 */
public final class Latch {

    private Optional<StopOrder> order = Optional.empty();
    private StopState state = StopState.CLEAR;
    private Optional<Instant> unseenSince = Optional.empty();
    /** Whether the flag is known to say stop. */
    private boolean isHeld;
    /** Whether the bot has shown it since the flag was written. */
    private boolean wasSeen;
    /** What was in breach or blind when a person released. */
    private final Map<String, Obligation> excused = new HashMap<>();

    /**
     * An objective obliges to stop. To be called for as long as it does; says when that makes a new order. A drill that is in
     * force gives way.
     *
     * @param events how many events it has counted: more than at a release is a new breach, though the old one still holds
     *     (and so is a breach where only blindness was known)
     * @return the order, if this is a new one
     */
    public Optional<StopOrder> raise(Cause cause, String slo, String reason, Instant now, String by, double events) {
        Obligation known = excused.get(slo);
        boolean excuses = known != null && new Obligation(cause, events).isCoveredBy(known);
        if (order.filter(one -> !one.givesWay()).isPresent() || excuses) {
            return Optional.empty();
        }
        take(StopOrder.of(cause, slo, reason, now, by));
        return order;
    }

    /** Holds an order that is in force already: another watchdog's, a person's, or one from before a restart. */
    public void adopt(StopOrder other) {
        if (order.isEmpty() || !order.get().id().equals(other.id())) {
            take(other);
        }
    }

    private void take(StopOrder taken) {
        order = Optional.of(taken);
        unwritten();
    }

    /** What an objective obliges to is known to be no reason to stop: until it recovers, has further events, or another cause. */
    public void excuse(String slo, Obligation known) {
        excused.put(slo, known);
    }

    /** An objective no longer obliges to stop: its next breach is a new one. */
    public void recovered(String slo) {
        excused.remove(slo);
    }

    /** The flag says stop, read back. A state further on stays. */
    public void held(Instant now) {
        isHeld = true;
        if (state == StopState.ORDERED) {
            state = StopState.WRITTEN;
            unseenSince = Optional.of(now);
        }
    }

    /**
     * It is not known any more whether the flag says stop. For a bot that goes on to show it that makes no difference.
     *
     * @param lost it is known that the flag does not
     */
    public void notHeld(boolean lost) {
        isHeld = false;
        if (lost && state != StopState.CLEAR) {
            unwritten();
        } else if (state == StopState.WRITTEN && wasSeen) {
            state = StopState.UNCONFIRMED;
        }
    }

    private void unwritten() {
        state = StopState.ORDERED;
        isHeld = false;
        wasSeen = false;
        unseenSince = Optional.empty();
    }

    /** The flag had to be written again: what the bot showed before proves nothing of it. */
    public void rewritten(Instant now) {
        wasSeen = false;
        if (state == StopState.CONFIRMED) {
            state = StopState.WRITTEN;
            unseenSince = Optional.of(now);
        }
    }

    /** The bot has shown, after the write, that it obeys. */
    public void seen() {
        if (state == StopState.WRITTEN || state == StopState.UNCONFIRMED) {
            state = StopState.CONFIRMED;
            wasSeen = true;
            unseenSince = Optional.empty();
        }
    }

    /** The clock was set by so much, back being negative: the bot has had no more time by it, and has no more left. */
    public void clockSet(Duration by) {
        unseenSince = unseenSince.map(since -> since.plus(by));
    }

    /** The bot has not shown it just now. */
    public void unseen(Instant now, Duration within) {
        if (state == StopState.CONFIRMED) {
            state = isHeld ? StopState.WRITTEN : StopState.UNCONFIRMED;
            unseenSince = Optional.of(now);
        }
        pass(now, within);
    }

    /** Lets time pass: what has not been seen within the time is unconfirmed, also if the bot has not answered at all. */
    public void pass(Instant now, Duration within) {
        boolean late = unseenSince
                .map(since -> Duration.between(since, now).compareTo(within) >= 0)
                .orElse(false);
        if (state == StopState.WRITTEN && late) {
            state = StopState.UNCONFIRMED;
        }
    }

    /**
     * A person has released the order.
     *
     * @param standing the objectives that oblige to stop at this moment: they are known to that person, and oblige again only
     *     after recovering, with further events, or for another cause
     */
    public void release(Map<String, Obligation> standing) {
        order = Optional.empty();
        state = StopState.CLEAR;
        unseenSince = Optional.empty();
        excused.clear();
        excused.putAll(standing);
    }

    /** Events are counted from 0 again: what is excused stays so, and any event from now on is a further one. */
    public void countAnew() {
        excused.replaceAll((slo, known) -> new Obligation(known.cause(), 0));
    }

    /** What is no reason to stop again, by objective. */
    public Map<String, Obligation> excused() {
        return Map.copyOf(excused);
    }

    /** The order in force. */
    public Optional<StopOrder> order() {
        return order;
    }

    public StopState state() {
        return state;
    }
}
