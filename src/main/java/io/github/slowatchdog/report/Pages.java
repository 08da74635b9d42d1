package io.github.slowatchdog.report;

import io.github.slowatchdog.report.Block.Cell;
import io.github.slowatchdog.report.Block.Tone;
import io.github.slowatchdog.report.SoakReport.Chain;
import io.github.slowatchdog.report.SoakReport.Soak;
import java.util.ArrayList;
import java.util.List;

/** What a person reads, in its order; the same in Markdown and HTML. */
final class Pages {

    private Pages() {}

    static String title(SoakReport report) {
        Soak soak = report.soak();
        return "Soak report" + (report.watchdog().isEmpty() ? "" : " of " + report.watchdog())
                + (soak.phase().isEmpty() ? "" : ", phase " + soak.phase());
    }

    static List<Block> of(SoakReport report) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(1, title(report)));
        blocks.add(verdict(report));
        chain(report.chain(), blocks);
        blocks.add(summary(report));
        blocks.add(new Block.Heading(2, "Timeline"));
        blocks.add(new Block.Drawing(report.timeline()));
        Measures.of(report, blocks);
        Happenings.of(report, blocks);
        signatures(report, blocks);
        return blocks;
    }

    private static Block verdict(SoakReport report) {
        Soak soak = report.soak();
        Tone tone = tone(soak.verdict());
        String what = soak.isFinished() ? soak.verdict().toUpperCase(java.util.Locale.ROOT) : "UNFINISHED";
        return new Block.Paragraph(
                what
                        + (soak.why().isEmpty() ? "" : ": " + soak.why())
                        + (soak.isFinished() ? "" : ": the soak has not ended in this journal; this is no pass"),
                soak.isFinished() ? tone : Tone.WARN);
    }

    static Tone tone(String verdict) {
        return switch (verdict) {
            case "pass" -> Tone.GOOD;
            case "fail", "breach", "blind" -> Tone.BAD;
            case "inconclusive", "pending", "soaking" -> Tone.WARN;
            default -> Tone.PLAIN;
        };
    }

    private static void chain(Chain chain, List<Block> blocks) {
        if (chain.isWhole()) {
            blocks.add(new Block.Paragraph(
                    "The journal's chain is whole: " + chain.entries() + " entries, the last is seq " + chain.lastSeq()
                            + " with hash " + chain.lastHash() + "."
                            + (chain.firstSeq() > 1
                                    ? " It begins with seq " + chain.firstSeq() + ": an earlier file is not here."
                                    : "")
                            + (chain.tornBytes() > 0 ? " A torn line of " + chain.tornBytes() + " bytes follows." : ""),
                    chain.firstSeq() > 1 ? Tone.WARN : Tone.PLAIN));
            return;
        }
        blocks.add(new Block.Paragraph(
                "THE JOURNAL'S CHAIN IS BROKEN at line " + chain.breakLine() + ": " + chain.what() + " (expected "
                        + chain.expected() + ", found " + chain.found() + "), "
                        + chain.breaks() + (chain.breaks() == 1 ? " break" : " breaks")
                        + " in all. What follows cannot be relied on: somebody or something has changed the journal. See 'slo-watchdog audit verify'.",
                Tone.BAD));
    }

    private static Block summary(SoakReport report) {
        Soak soak = report.soak();
        List<List<Cell>> rows = new ArrayList<>();
        row(rows, "phase", soak.phase());
        row(rows, "soak", soak.id());
        row(rows, "build", soak.build().isEmpty() ? "unknown" : soak.build());
        row(rows, "began", Words.time(soak.began()));
        row(rows, "ended", soak.ended().map(Words::time).orElse("not yet"));
        row(rows, "last entry", Words.time(soak.upTo()));
        soak.clock().ifPresent(clock -> {
            row(rows, "clean", Words.duration(clock.clean()) + " of " + Words.duration(clock.window()));
            row(rows, "elapsed", Words.duration(clock.elapsed()));
            row(rows, "blind", Words.duration(clock.blind()));
            row(rows, "longest gap", Words.duration(clock.longestGap()));
            row(rows, "clock told of at", Words.time(clock.at()));
        });
        row(rows, "watchdog", soak.version() + (soak.mode().isEmpty() ? "" : ", " + soak.mode()));
        row(rows, "configuration", soak.configuration());
        report.generatedAt().ifPresent(at -> row(rows, "report made", Words.time(at)));
        return new Block.Table(List.of(), rows);
    }

    private static void row(List<List<Cell>> rows, String name, String value) {
        rows.add(List.of(Cell.of(name), Cell.of(Words.orNone(value))));
    }

    private static void signatures(SoakReport report, List<Block> blocks) {
        blocks.add(new Block.Heading(2, "Sign-off"));
        if (!report.chain().isWhole()) {
            blocks.add(new Block.Paragraph("Not to be signed: the journal's chain is broken.", Tone.BAD));
        } else if (!report.soak().verdict().equals("pass")) {
            blocks.add(new Block.Paragraph("Not passed: see the verdict above before signing.", Tone.WARN));
        }
        blocks.add(new Block.Table(
                List.of("Role", "Name", "Date", "Signature"),
                SoakReport.SIGNATURES.stream()
                        .map(role -> List.of(Cell.of(role), Cell.of(""), Cell.of(""), Cell.of("")))
                        .toList()));
    }
}
