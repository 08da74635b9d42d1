package io.github.slowatchdog.sim;

import java.util.Locale;

/**
 * Something that befalls the world or a watchdog.
 *
 * @param at when, in seconds
 * @param lasts how long, in seconds
 * @param n a number that says more, if there is more to say
 */
record Happening(double at, Kind kind, double lasts, int n) {

    /** What can happen, and how often beside the others. */
    enum Kind {
        DUPLICATE(10),
        BOT_RESTARTS(6),
        BOT_RESTARTS_WITH_DUPLICATE(6),
        POD_MOVES(4),
        POD_MOVES_WITH_DUPLICATE(4),
        BOT_AWAY(3),
        BOT_HANGS(3),
        BOT_DISOBEYS(3),
        MODE_FLIPS(4),
        LAG_BAD(2),
        LAG_NAN(3),
        STORE_DOWN(4),
        STORE_CANNOT_REACH_BOT(4),
        API_REFUSED(4),
        API_TIMEOUT(4),
        API_PARTIAL(4),
        API_SLOW(3),
        PAGE_REFUSED(3),
        PAGE_TIMEOUT(3),
        PAGE_SLOW(2),
        REDIS_REFUSED(4),
        REDIS_HANGS(3),
        REDIS_READONLY(2),
        REDIS_OOM(2),
        REDIS_NOREPLICAS(1),
        REDIS_SLOW(3),
        REDIS_LOSSY(4),
        FAILOVER(5),
        FLUSHED(3),
        FLAG_OVERWRITTEN(5),
        FLAG_CONTENDED(3),
        FLAG_DELETED(3),
        KILLED(8),
        DISK_LOST(1),
        FROZEN(4),
        RELOADED(4),
        STOPPED_BY_HAND(2),
        RELEASED(7),
        RELEASED_BY_FORCE(9),
        GOES_LIVE(3);

        final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s for %.3f s (%d)", kind.word(), lasts, n);
    }
}
