package io.github.slowatchdog.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one line stood at any time: each stand lasts until the next. What is learned afterwards of a stretch of time takes the place
 * of what was known of it before.
 */
final class Timeline {

    private final TreeMap<Instant, Stand> stands = new TreeMap<>();
    private Instant readUpTo;
    private Stand lastRead;
    private Duration patience = Duration.ZERO;
    private long rewritings;

    Timeline(Instant begin, Stand stand) {
        stands.put(begin, stand);
        readUpTo = begin;
        lastRead = stand;
    }

    /** How it stood before a restart. */
    Timeline(Checkpoint.Stood stood) {
        stood.moments().forEach(moment -> stands.put(moment.at(), moment.stand()));
        readUpTo = stood.readUpTo();
        lastRead = stood.lastRead();
        patience = stood.patience();
        note(readUpTo, lastRead);
    }

    Checkpoint.Stood state() {
        List<Checkpoint.Moment> moments = stands.entrySet().stream()
                .map(moment -> new Checkpoint.Moment(moment.getKey(), moment.getValue()))
                .toList();
        return new Checkpoint.Stood(moments, readUpTo, lastRead, patience);
    }

    /** From this time on, as far as is known now. */
    void note(Instant at, Stand stand) {
        Map.Entry<Instant, Stand> before = stands.floorEntry(at);
        if (before == null || !before.getValue().equals(stand)) {
            stands.put(at, stand);
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
        stands.tailMap(readUpTo, true).clear();
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
        if (lastRead.known()
                && stands.tailMap(readUpTo, false).isEmpty()
                && at(readUpTo).known()) {
            stands.put(readUpTo, lastRead.unseen());
            rewritings++;
        }
    }

    /** The clock was set: times of before mean nothing any more. */
    void restart(Instant now) {
        Stand newest = stands.lastEntry().getValue();
        stands.clear();
        stands.put(now, newest);
        lastRead = newest;
        readUpTo = now;
    }

    Instant readUpTo() {
        return readUpTo;
    }

    /** How often the past was told anew. */
    long rewritings() {
        return rewritings;
    }

    Stand at(Instant time) {
        Map.Entry<Instant, Stand> entry = stands.floorEntry(time);
        Stand stand = (entry == null ? stands.firstEntry() : entry).getValue();
        return stand.known() && time.isAfter(readUpTo) && !time.isBefore(readUpTo.plus(patience))
                ? stand.unseen()
                : stand;
    }

    /** When it may have changed, after the one time and not after the other: added to these. */
    void changes(Instant after, Instant upTo, Collection<Instant> changes) {
        if (!after.isBefore(upTo)) {
            return;
        }
        if (stands.lastKey().isAfter(after)) {
            changes.addAll(stands.subMap(after, false, upTo, true).keySet());
        }
        Instant late = readUpTo.plus(patience);
        if (late.isAfter(after) && !late.isAfter(upTo)) {
            changes.add(late);
        }
    }

    /** Nobody will ask how it stood before this time. */
    void forget(Instant before) {
        Instant last = stands.size() == 1 ? null : stands.floorKey(before);
        if (last != null) {
            stands.headMap(last, false).clear();
        }
    }
}
