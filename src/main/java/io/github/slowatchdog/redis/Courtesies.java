package io.github.slowatchdog.redis;

import io.github.slowatchdog.stop.Standing;
import java.time.Duration;
import java.time.Instant;

/** What is done for others and for a worse day: the word how objectives stand, and the armed key. None of it may hinder a stop. */
final class Courtesies {

    private static final Duration ARMED_RENEWED = Duration.ofMinutes(1);

    private final Words words;
    private final String flagKey;
    private final FlagText text;
    private final String copyKey;
    private Content copied = Content.ABSENT;
    private Content armedFor = Content.OTHER;
    private Instant armedAt = Instant.MIN;

    Courtesies(String watchdogName, String flagKey, FlagText text) {
        this.words = new Words(watchdogName, flagKey);
        this.copyKey = "slo-watchdog:" + watchdogName + ":order";
        this.flagKey = flagKey;
        this.text = text;
    }

    Heard heard(Master on) {
        return words.all(on);
    }

    void leaveWord(Master on, Standing standing) {
        words.leave(on, standing);
    }

    /**
     * Keeps a flag that says stop ready beside the flag: a server without memory for SET can still RENAME. It follows each
     * change of the flag, lest other fields or the time go back.
     */
    void arm(Master on, Content flag, Instant now) {
        boolean due = !flag.equals(armedFor) || Duration.between(armedAt, now).compareTo(ARMED_RENEWED) >= 0;
        if (due) {
            on.set(armedKey(on), text.stopped(flag, now));
            armedFor = flag;
            armedAt = now;
        }
    }

    /** Finds out whether the copy is still there: it may be lost or overwritten like any other key. */
    void lookAtCopy(Master on) {
        copied = on.get(copyKey);
    }

    /** Keeps a copy of the order under the watchdog's own name, for people; nothing reads it. */
    void copy(Master on, Content order) {
        if (order.kind() == Content.Kind.TEXT && !order.equals(copied)) {
            on.set(copyKey, order);
            copied = order;
        }
    }

    void expire(Master on, Duration after) {
        on.set(copyKey, copied, after);
    }

    /** Puts the armed key in the place of the flag. */
    void fire(Master on) {
        on.rename(armedKey(on), flagKey);
        armedFor = Content.OTHER;
    }

    private String armedKey(Master on) {
        String name = flagKey + ":armed";
        // in a cluster only keys of one slot can be renamed, and a tag in braces alone decides on the slot
        return on.together(flagKey, name) ? name : "{" + flagKey + "}:armed";
    }
}
