package io.github.slowatchdog.report;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a soak looked like, drawn over time: stretches, and marks at moments.
 *
 * @param segments without holes, from {@code from} to {@code to}
 */
public record Timeline(Instant from, Instant to, List<Segment> segments, Bounded<Mark> marks) {

    public Timeline {
        segments = List.copyOf(segments);
    }

    /** How a stretch was; of several in one place the last of this order is shown. */
    public enum Look {
        /** Everything known, nothing missed. */
        CLEAN,
        /** Before everything had been measured once. */
        WAITING,
        /** Something missed, not yet long enough for a breach. */
        PENDING,
        /** No watchdog ran. */
        DOWN,
        /** Something could not be seen. */
        BLIND,
        /** Something in breach. */
        BREACH;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a mark stands for. */
    public enum Kind {
        STOP('S'),
        RELEASE('R'),
        DRILL('D'),
        RESTART('W'),
        RELOAD('C'),
        ENDED('E');

        static final String LEGEND =
                "S stop ordered   R released   D drill   W watchdog started again   C configuration reloaded   E soak ended";

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }

        char sign() {
            return sign;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A stretch that looked the same throughout, at the resolution of the drawing. */
    public record Segment(Instant from, Instant to, Look look) {}

    /** A moment. */
    public record Mark(Instant at, Kind kind, String text) {}
}
