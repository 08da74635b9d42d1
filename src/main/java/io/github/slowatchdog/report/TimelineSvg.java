package io.github.slowatchdog.report;

import io.github.slowatchdog.report.Timeline.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A timeline as an inline SVG: a strip of stretches, marks above it, and what the colours mean. */
final class TimelineSvg {

    private static final int WIDTH = 1000;
    private static final int TOP = 26;
    private static final int HEIGHT = 34;
    private static final int LEGEND = 100;

    private TimelineSvg() {}

    static String of(Timeline timeline) {
        StringBuilder out = new StringBuilder();
        out.append("<svg viewBox=\"0 0 ")
                .append(WIDTH)
                .append(" 140\" role=\"img\" aria-label=\"timeline of the soak\">\n");
        timeline.segments().forEach(segment -> segment(out, timeline, segment));
        timeline.marks().items().forEach(mark -> mark(out, timeline, mark));
        text(out, 0, TOP + HEIGHT + 18, "start", Words.time(timeline.from()));
        text(out, WIDTH, TOP + HEIGHT + 18, "end", Words.time(timeline.to()));
        legend(out);
        return out.append("</svg>\n").toString();
    }

    private static void segment(StringBuilder out, Timeline timeline, Timeline.Segment segment) {
        double from = x(timeline, segment.from());
        double width = x(timeline, segment.to()) - from;
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\"><title>%s</title></rect>\n",
                segment.look().word(),
                from,
                TOP,
                timeline.segments().size() == 1 ? WIDTH : width,
                HEIGHT,
                HtmlReport.escaped(segment.look().word() + " from " + Words.time(segment.from()) + " to "
                        + Words.time(segment.to()))));
    }

    private static void mark(StringBuilder out, Timeline timeline, Timeline.Mark mark) {
        double x = x(timeline, mark.at());
        out.append(String.format(
                Locale.ROOT,
                "<g><title>%s</title><line class=\"mark\" x1=\"%.2f\" y1=\"%d\" x2=\"%.2f\" y2=\"%d\"/>"
                        + "<text x=\"%.2f\" y=\"%d\" text-anchor=\"middle\">%s</text></g>\n",
                HtmlReport.escaped(Words.time(mark.at()) + " " + mark.text()),
                x,
                TOP - 8,
                x,
                TOP + HEIGHT,
                Math.max(6, Math.min(WIDTH - 6.0, x)),
                TOP - 12,
                mark.kind().sign()));
    }

    private static void legend(StringBuilder out) {
        int x = 0;
        for (Look look : List.of(Look.values())) {
            out.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"12\" height=\"12\"/>\n",
                    look.word(),
                    x,
                    LEGEND - 10));
            text(out, x + 17, LEGEND, "start", look == Look.DOWN ? "not running" : look.word());
            x += 120;
        }
        text(out, 0, LEGEND + 24, "start", Timeline.Kind.LEGEND);
    }

    private static void text(StringBuilder out, int x, int y, String anchor, String text) {
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
                x,
                y,
                anchor,
                HtmlReport.escaped(text)));
    }

    private static double x(Timeline timeline, Instant at) {
        double whole = Duration.between(timeline.from(), timeline.to()).toMillis();
        double part = Duration.between(timeline.from(), at).toMillis();
        return whole <= 0 ? 0 : Math.max(0, Math.min(WIDTH, part * WIDTH / whole));
    }
}
