package io.github.slowatchdog.report;

import io.github.slowatchdog.html.Tag;
import io.github.slowatchdog.report.Timeline.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A timeline as an inline SVG: a strip of stretches, marks above it, and what the colours mean. */
final class TimelineSvg {

    private static final int WIDTH = 1000;
    private static final int TOP = 26;
    private static final int HEIGHT = 34;
    private static final int LEGEND = 100;

    private TimelineSvg() {}

    static Tag of(Timeline timeline) {
        Tag svg = Tag.of("svg")
                .with("viewBox", "0 0 " + WIDTH + " 140")
                .with("role", "img")
                .with("aria-label", "timeline of the soak")
                .add(timeline.segments().stream().map(segment -> segment(timeline, segment)))
                .add(timeline.marks().items().stream().map(mark -> mark(timeline, mark)))
                .add(text(0, TOP + HEIGHT + 18, "start", Words.time(timeline.from())))
                .add(text(WIDTH, TOP + HEIGHT + 18, "end", Words.time(timeline.to())));
        int x = 0;
        for (Look look : List.of(Look.values())) {
            svg.add(rect(look, x, LEGEND - 10, 12, 12))
                    .add(text(x + 17, LEGEND, "start", look == Look.DOWN ? "not running" : look.word()));
            x += 120;
        }
        return svg.add(text(0, LEGEND + 24, "start", Timeline.Kind.LEGEND));
    }

    private static Tag segment(Timeline timeline, Timeline.Segment segment) {
        double from = x(timeline, segment.from());
        double width = timeline.segments().size() == 1 ? WIDTH : x(timeline, segment.to()) - from;
        return rect(segment.look(), from, TOP, width, HEIGHT)
                .add(title(segment.look().word() + " from " + Words.time(segment.from()) + " to "
                        + Words.time(segment.to())));
    }

    private static Tag rect(Look look, double x, double y, double width, double height) {
        return Tag.of("rect", look.word())
                .with("x", x)
                .with("y", y)
                .with("width", width)
                .with("height", height);
    }

    private static Tag mark(Timeline timeline, Timeline.Mark mark) {
        double x = x(timeline, mark.at());
        Tag line = Tag.of("line", "mark")
                .with("x1", x)
                .with("y1", TOP - 8)
                .with("x2", x)
                .with("y2", TOP + HEIGHT);
        return Tag.of("g")
                .add(title(Words.time(mark.at()) + " " + mark.text()), line)
                .add(text(
                        Math.max(6, Math.min(WIDTH - 6.0, x)),
                        TOP - 12,
                        "middle",
                        String.valueOf(mark.kind().sign())));
    }

    private static Tag title(String text) {
        return Tag.of("title").text(text);
    }

    private static Tag text(double x, double y, String anchor, String text) {
        return Tag.of("text")
                .with("x", x)
                .with("y", y)
                .with("text-anchor", anchor)
                .text(text);
    }

    private static double x(Timeline timeline, Instant at) {
        double whole = Duration.between(timeline.from(), timeline.to()).toMillis();
        double part = Duration.between(timeline.from(), at).toMillis();
        return whole <= 0 ? 0 : Math.max(0, Math.min(WIDTH, part * WIDTH / whole));
    }
}
