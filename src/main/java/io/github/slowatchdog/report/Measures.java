package io.github.slowatchdog.report;

import io.github.slowatchdog.report.Block.Cell;
import io.github.slowatchdog.report.Block.Tone;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was promised and what was measured: phases, objectives, hours. */
final class Measures {

    private Measures() {}

    static void of(SoakReport report, List<Block> blocks) {
        phases(report, blocks);
        objectives(report, blocks);
        if (!report.rollups().items().isEmpty()) {
            blocks.add(new Block.Heading(2, "Hour by hour"));
            blocks.add(new Block.Table(
                    List.of("Up to", "Clean so far", "Blind so far", "Worst of the hour"),
                    report.rollups().items().stream()
                            .map(row -> List.of(
                                    Cell.of(Words.time(row.at())),
                                    Cell.of(Words.duration(row.clean())),
                                    Cell.of(Words.duration(row.blind())),
                                    Cell.code(String.join("; ", row.worst()))))
                            .toList()));
            Happenings.left(report.rollups(), blocks);
        }
    }

    private static void phases(SoakReport report, List<Block> blocks) {
        if (report.phases().isEmpty()) {
            return;
        }
        blocks.add(new Block.Heading(2, "Phases"));
        blocks.add(new Block.Table(
                List.of("Phase", "Result", "Build", "Soak", "Began", "Ended", "Why"),
                report.phases().stream()
                        .map(phase -> List.of(
                                Cell.of(phase.phase()),
                                new Cell(phase.verdict(), Pages.tone(phase.verdict())),
                                Cell.of(Words.orNone(phase.build())),
                                Cell.code(Words.orNone(phase.soak())),
                                Cell.of(Words.time(phase.began())),
                                Cell.of(Words.time(phase.ended())),
                                Cell.of(phase.why())))
                        .toList()));
    }

    private static void objectives(SoakReport report, List<Block> blocks) {
        blocks.add(new Block.Heading(2, "Objectives"));
        if (report.objectives().isEmpty()) {
            blocks.add(new Block.Paragraph("Nothing was measured.", Tone.WARN));
        } else {
            blocks.add(new Block.Table(
                    List.of(
                            "Objective",
                            "Expected",
                            "Verdict",
                            "Last",
                            "Worst",
                            "Total",
                            "Breaches",
                            "Known",
                            "On breach"),
                    report.objectives().stream().map(Measures::measured).toList()));
            blocks.add(new Block.Table(
                    List.of("Objective", "Query", "Time by verdict", "Measurements", "Unknown because of"),
                    report.objectives().stream().map(Measures::detail).toList()));
        }
        if (!report.promises().isEmpty()) {
            blocks.add(new Block.Heading(3, "As configured"));
            blocks.add(new Block.Items(report.promises(), Tone.CODE));
        }
    }

    private static List<Cell> measured(ObjectiveReport objective) {
        return List.of(
                Cell.of(objective.slo()),
                Cell.code(Words.orNone(objective.expected())),
                new Cell(objective.verdict(), Pages.tone(objective.verdict())),
                Cell.code(Words.orNone(objective.last())),
                Cell.code(Words.orNone(objective.worst())),
                Cell.code(Words.orNone(objective.total())),
                new Cell(Long.toString(objective.breaches()), objective.breaches() > 0 ? Tone.BAD : Tone.PLAIN),
                Cell.of(Words.share(objective.coverage())),
                Cell.of(objective.shadow() ? Words.SHADOW : Words.orNone(objective.onBreach())));
    }

    private static List<Cell> detail(ObjectiveReport objective) {
        return List.of(
                Cell.of(objective.slo()),
                Cell.code(Words.orNone(objective.query())),
                Cell.of(Words.orNone(objective.time().entrySet().stream()
                        .map(one -> one.getKey() + " " + Words.duration(one.getValue()))
                        .collect(Collectors.joining(", ")))),
                Cell.of(Words.orNone(counts(objective.measurements()))),
                Cell.of(Words.orNone(counts(objective.reasons()))));
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(one -> one.getValue() != 0)
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }
}
