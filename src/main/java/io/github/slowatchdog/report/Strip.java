package io.github.slowatchdog.report;

import io.github.slowatchdog.report.Timeline.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Paints a timeline of a fixed number of cells; in each the worst that was in it is seen, however short it was. */
final class Strip {

    private static final int CELLS = 360;
    private static final int MARKS = 100;

    private final Instant from;
    private final Instant to;
    private final Look[] cells = new Look[CELLS];
    private final Bounded.Collector<Timeline.Mark> marks = new Bounded.Collector<>(MARKS);
    private Instant painted;

    Strip(Instant from, Instant to) {
        this.from = from;
        this.to = to;
        this.painted = from;
        Arrays.fill(cells, Look.CLEAN);
    }

    /** It looked like this since it was last said how it looked. */
    void upTo(Instant until, Look look) {
        if (until.isAfter(painted)) {
            paint(painted, until, look);
            painted = until;
        }
    }

    /** It looked like this in that stretch, or worse. */
    void paint(Instant begin, Instant end, Look look) {
        int first = cell(begin);
        int last = end.isAfter(begin) ? cell(end.minusNanos(1)) : cell(end);
        for (int i = first; i <= last; i++) {
            cells[i] = cells[i].compareTo(look) < 0 ? look : cells[i];
        }
    }

    void mark(Instant at, Timeline.Kind kind, String text) {
        marks.add(new Timeline.Mark(at, kind, text));
    }

    private int cell(Instant at) {
        long whole = Duration.between(from, to).toMillis();
        long part = Duration.between(from, at).toMillis();
        return whole <= 0 ? 0 : (int) Math.max(0, Math.min(CELLS - 1L, part * CELLS / whole));
    }

    Timeline timeline() {
        List<Timeline.Segment> segments = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= CELLS; i++) {
            if (i == CELLS || cells[i] != cells[first]) {
                segments.add(new Timeline.Segment(edge(first), edge(i), cells[first]));
                first = i;
            }
        }
        return new Timeline(from, to, segments, marks.bounded());
    }

    private Instant edge(int cell) {
        return from.plusMillis(Duration.between(from, to).toMillis() * cell / CELLS);
    }
}
