package io.github.slowatchdog.report;

import io.github.slowatchdog.report.Block.Cell;
import io.github.slowatchdog.report.Block.Tone;
import io.github.slowatchdog.report.SoakReport.Gap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happened: breaches, gaps, stops, drills, restarts, and the rest. */
final class Happenings {

    private Happenings() {}

    static void of(SoakReport report, List<Block> blocks) {
        breaches(report, blocks);
        gaps(report, blocks);
        stops("Stops", "No stop was ordered.", report.stops(false), blocks);
        stops("Drills", "No drill was made.", report.stops(true), blocks);
        left(report.stops(), blocks);
        runs(report, blocks);
        remarks(report, blocks);
    }

    private static void breaches(SoakReport report, List<Block> blocks) {
        blocks.add(new Block.Heading(2, "Breaches"));
        if (report.breaches().items().isEmpty()) {
            blocks.add(new Block.Paragraph("No breach.", Tone.GOOD));
        }
        for (Breach breach : report.breaches().items()) {
            blocks.add(new Block.Heading(3, breach.slo() + " at " + Words.time(breach.at())));
            List<List<Cell>> rows = new ArrayList<>();
            row(rows, "why", breach.why());
            row(rows, "expected", breach.expected());
            row(rows, "value", breach.value());
            row(rows, "series", breach.series());
            row(rows, "query", breach.query());
            row(rows, "lane", breach.lane());
            row(rows, "sample", Words.time(breach.sampleAt()));
            if (!breach.asOf().equals(breach.at())) {
                row(rows, "as of", Words.time(breach.asOf()) + ", found afterwards");
            }
            row(rows, "until", breach.until().map(Words::time).orElse("goes on"));
            row(rows, "on breach", breach.onBreach());
            row(rows, "journal", "seq " + breach.seq());
            blocks.add(new Block.Table(List.of(), rows));
            if (!breach.samples().isEmpty()) {
                blocks.add(new Block.Items(breach.samples(), Tone.CODE));
            }
        }
        left(report.breaches(), blocks);
    }

    private static void row(List<List<Cell>> rows, String name, String value) {
        if (!value.isEmpty() && !value.equals(Words.NONE)) {
            rows.add(List.of(Cell.of(name), Cell.code(value)));
        }
    }

    private static void gaps(SoakReport report, List<Block> blocks) {
        blocks.add(new Block.Heading(2, "Gaps"));
        if (report.gaps().items().isEmpty()) {
            blocks.add(new Block.Paragraph("No gap of 5 s or more is told of.", Tone.PLAIN));
        } else {
            blocks.add(new Block.Table(
                    List.of("From", "To", "Length", "Kind", "Why"),
                    report.gaps().items().stream().map(Happenings::gap).toList()));
        }
        report.soak()
                .clock()
                .filter(clock -> clock.shortPauses() > 0)
                .ifPresent(clock -> blocks.add(new Block.Paragraph(
                        "Beside these, " + clock.shortPauses() + " shorter pauses of together "
                                + Words.duration(clock.shortPaused()) + " since the watchdog was last started.",
                        Tone.PLAIN)));
        left(report.gaps(), blocks);
    }

    private static List<Cell> gap(Gap gap) {
        return List.of(
                Cell.of(Words.time(gap.from())),
                Cell.of(gap.until().map(Words::time).orElse("goes on")),
                Cell.of(gap.until()
                        .map(until -> Words.duration(Duration.between(gap.from(), until)))
                        .orElse(Words.NONE)),
                new Cell(gap.blind() ? "blind" : "pending", gap.blind() ? Tone.BAD : Tone.WARN),
                Cell.of(gap.reason()));
    }

    private static void stops(String title, String none, List<StopReport> stops, List<Block> blocks) {
        blocks.add(new Block.Heading(2, title));
        if (stops.isEmpty()) {
            blocks.add(new Block.Paragraph(none, Tone.PLAIN));
        }
        for (StopReport stop : stops) {
            blocks.add(new Block.Heading(3, "Order " + stop.order() + ": " + stop.state()));
            blocks.add(new Block.Paragraph(
                    "By " + stop.by() + " (" + stop.cause() + "): " + stop.reason()
                            + (stop.isConfirmed() ? "" : " - the bot has never confirmed that it obeyed."),
                    stop.isConfirmed() ? Tone.PLAIN : Tone.WARN));
            List<List<Cell>> rows = new ArrayList<>();
            stop.steps()
                    .forEach(step -> rows.add(List.of(
                            Cell.of(step.name()),
                            Cell.of(Words.time(step.at())),
                            Cell.of("+" + Words.duration(stop.after(step.at()))),
                            Cell.code(step.note()))));
            stop.release()
                    .ifPresent(release -> rows.add(List.of(
                            new Cell(
                                    release.forced() ? "released by force" : "released",
                                    release.forced() ? Tone.BAD : Tone.PLAIN),
                            Cell.of(Words.time(release.at())),
                            Cell.of("+" + Words.duration(stop.after(release.at()))),
                            Cell.of("by " + release.by() + ": " + release.reason()))));
            blocks.add(new Block.Table(List.of("Step", "At", "After the order", ""), rows));
            if (stop.stepsLeft() > 0) {
                blocks.add(new Block.Paragraph(stop.stepsLeft() + " more steps are in the journal.", Tone.WARN));
            }
        }
    }

    private static void runs(SoakReport report, List<Block> blocks) {
        blocks.add(new Block.Heading(2, "Runs of the watchdog"));
        if (report.runs().items().isEmpty()) {
            blocks.add(new Block.Paragraph("It was started before the first entry of this report.", Tone.PLAIN));
            return;
        }
        blocks.add(new Block.Table(
                List.of("Started", "Version", "Configuration", "Not running since", "The run before"),
                report.runs().items().stream()
                        .map(run -> List.of(
                                Cell.of(Words.time(run.at())),
                                Cell.of(Words.orNone(run.version())),
                                Cell.code(Words.orNone(run.configuration())),
                                Cell.of(Words.time(run.downSince())),
                                Cell.of(before(run, report))))
                        .toList()));
        left(report.runs(), blocks);
    }

    private static String before(SoakReport.Run run, SoakReport report) {
        boolean first =
                run.equals(report.runs().items().get(0)) && run.downSince().isEmpty();
        return first ? Words.NONE : run.clean() ? "was told to end" : "ended without a word";
    }

    private static void remarks(SoakReport report, List<Block> blocks) {
        if (report.remarks().items().isEmpty()) {
            return;
        }
        blocks.add(new Block.Heading(2, "Also in the journal"));
        blocks.add(new Block.Table(
                List.of("At", "Seq", "Event", ""),
                report.remarks().items().stream()
                        .map(remark -> List.of(
                                Cell.of(Words.time(remark.at())),
                                Cell.of(Long.toString(remark.seq())),
                                new Cell(remark.event(), tone(remark.event())),
                                Cell.code(remark.text())))
                        .toList()));
        left(report.remarks(), blocks);
    }

    private static Tone tone(String event) {
        return event.equals("bug") || event.contains("failed") || event.contains("broken") || event.contains("lost")
                ? Tone.BAD
                : Tone.WARN;
    }

    /** Says how many are not shown. */
    static void left(Bounded<?> bounded, List<Block> blocks) {
        if (bounded.left() > 0) {
            blocks.add(
                    new Block.Paragraph(bounded.left() + " more are in the journal, and not shown here.", Tone.WARN));
        }
    }
}
