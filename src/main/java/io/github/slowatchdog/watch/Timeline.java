package io.github.slowatchdog.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How one line stood at any time: each stand lasts until the next. What is learned afterwards of a stretch of time takes the place
 * of what was known of it before.
 */
final class Timeline {

    /** In the order of time, each at a time of its own; mostly one. */
    private final List<Checkpoint.Moment> moments = new ArrayList<>(1);

    private Instant readUpTo;
    private Stand lastRead;
    private Duration patience = Duration.ZERO;
    private long rewritings;

    Timeline(Instant begin, Stand stand) {
        put(begin, stand);
        readUpTo = begin;
        lastRead = stand;
    }

    /** How it stood before a restart. */
    Timeline(Checkpoint.Stood stood) {
        stood.moments().forEach(moment -> put(moment.at(), moment.stand()));
        readUpTo = stood.readUpTo();
        lastRead = stood.lastRead();
        patience = stood.patience();
        note(readUpTo, lastRead);
    }

    Checkpoint.Stood state() {
        return new Checkpoint.Stood(moments, readUpTo, lastRead, patience);
    }

    /** From this time on, as far as is known now. */
    void note(Instant at, Stand stand) {
        int before = floor(at);
        if (before < 0 || !moments.get(before).stand().equals(stand)) {
            put(at, stand);
        }
    }

    /** The last moment not after a time, by its number; -1 if there is none. */
    private int floor(Instant time) {
        int from = 0;
        int to = moments.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (moments.get(middle).at().isAfter(time)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from - 1;
    }

    private void put(Instant at, Stand stand) {
        int before = floor(at);
        Checkpoint.Moment moment = Checkpoint.Moment.shared(at, stand);
        if (before >= 0 && moments.get(before).at().equals(at)) {
            moments.set(before, moment);
        } else {
            moments.add(before + 1, moment);
        }
    }

    /** It has been read up to here; nobody can vouch for it for as long as this patience afterwards. */
    void read(Instant upTo, Stand stand, Duration patience) {
        this.readUpTo = upTo;
        this.lastRead = stand;
        this.patience = patience;
        note(upTo, stand);
    }

    /** Forgets what was thought of the time after {@link #readUpTo}, which is about to be learned. */
    void rewrite() {
        int before = floor(readUpTo);
        boolean isThen = before >= 0 && moments.get(before).at().equals(readUpTo);
        moments.subList(isThen ? before : before + 1, moments.size()).clear();
        note(readUpTo, lastRead);
        rewritings++;
    }

    /** An answer ends a time without any: nothing was missed in it, or nothing will be learned of it any more. */
    void learn(boolean nothingMissed) {
        if (nothingMissed) {
            rewrite();
        } else {
            lose();
        }
    }

    /** Of the time since it was read nothing will be learned any more. */
    void lose() {
        boolean isLast = floor(readUpTo) == moments.size() - 1;
        if (lastRead.known() && isLast && at(readUpTo).known()) {
            put(readUpTo, lastRead.unseen());
            rewritings++;
        }
    }

    /** The clock was set: times of before mean nothing any more. */
    void restart(Instant now) {
        Stand newest = moments.get(moments.size() - 1).stand();
        moments.clear();
        put(now, newest);
        lastRead = newest;
        readUpTo = now;
    }

    Instant readUpTo() {
        return readUpTo;
    }

    /** Whether an answer can still be expected: it is not longer ago than usual that it was read. */
    boolean isAwaited(Instant now) {
        return now.isBefore(readUpTo.plus(patience));
    }

    /** How often the past was told anew. */
    long rewritings() {
        return rewritings;
    }

    Stand at(Instant time) {
        Stand stand = moments.get(Math.max(0, floor(time))).stand();
        return stand.known() && time.isAfter(readUpTo) && !time.isBefore(readUpTo.plus(patience))
                ? stand.unseen()
                : stand;
    }

    /** When it may have changed, after the one time and not after the other: added to these. */
    void changes(Instant after, Instant upTo, Collection<Instant> changes) {
        if (!after.isBefore(upTo)) {
            return;
        }
        for (int i = floor(after) + 1;
                i < moments.size() && !moments.get(i).at().isAfter(upTo);
                i++) {
            changes.add(moments.get(i).at());
        }
        if (!readUpTo.isBefore(upTo)) {
            return; // what has been read up to there does not lapse before
        }
        Instant late = readUpTo.plus(patience);
        if (late.isAfter(after) && !late.isAfter(upTo)) {
            changes.add(late);
        }
    }

    /** Nobody will ask how it stood before this time. */
    void forget(Instant before) {
        if (moments.size() > 1) {
            moments.subList(0, Math.max(0, floor(before))).clear();
        }
    }
}
