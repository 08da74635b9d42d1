package io.github.slowatchdog.report;

import io.github.slowatchdog.plan.Check;
import io.github.slowatchdog.plan.HealthLines;
import io.github.slowatchdog.plan.PlanReport;
import io.github.slowatchdog.plan.PlanVerdict;
import io.github.slowatchdog.plan.StepReport;
import io.github.slowatchdog.plan.StepVerdict;
import io.github.slowatchdog.report.Block.Cell;
import io.github.slowatchdog.report.Block.Tone;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person reads of a plan, in its order; the log of a deployment first, where it is one. */
final class PlanPages {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PlanPages() {}

    static String title(PlanReport report) {
        return (isDeployment(report) ? "Deployment" : "Plan " + report.name()) + " - " + MINUTE.format(report.began());
    }

    private static boolean isDeployment(PlanReport report) {
        return report.health().isPresent() || !report.deployment().equals(PlanReport.Deployment.NONE);
    }

    static List<Block> of(PlanReport report) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(1, title(report)));
        if (isDeployment(report)) {
            deployment(report, blocks);
            blocks.add(new Block.Heading(2, "Plan " + report.name()));
        }
        blocks.add(new Block.Paragraph(
                report.verdict().word().toUpperCase(Locale.ROOT) + ": " + report.count(), tone(report.verdict())));
        if (!report.why().isEmpty()) {
            blocks.add(new Block.Items(report.why(), tone(report.verdict())));
        }
        report.summary().ifPresent(text -> blocks.add(new Block.Paragraph(text, Tone.PLAIN)));
        blocks.add(summary(report));
        blocks.add(new Block.Heading(2, "Steps"));
        blocks.add(steps(report));
        blocks.add(new Block.Heading(2, "Evidence"));
        report.steps().stream().filter(step -> step.tries() > 0).forEach(step -> evidence(step, blocks));
        return blocks;
    }

    private static void deployment(PlanReport report, List<Block> blocks) {
        PlanReport.Deployment deployment = report.deployment();
        blocks.add(new Block.Field("What", deployment.what().orElse(Words.NONE)));
        blocks.add(new Block.Field("Why", deployment.why().orElse(Words.NONE)));
        blocks.add(new Block.Field("Changes", deployment.changes().isEmpty() ? Words.NONE : ""));
        if (!deployment.changes().isEmpty()) {
            blocks.add(new Block.Items(deployment.changes(), Tone.PLAIN));
        }
        blocks.add(new Block.Field("Health check", ""));
        blocks.add(new Block.Items(health(report), Tone.PLAIN));
        blocks.add(new Block.Field("Rollback plan", deployment.rollbackPlan().orElse(Words.NONE)));
        blocks.add(new Block.Field("Status", status(report)));
    }

    private static List<String> health(PlanReport report) {
        List<String> lines = new ArrayList<>();
        Optional<PlanReport.HealthBefore> before = report.health().flatMap(PlanReport.HealthCheck::before);
        lines.add("Pre: "
                + before.map(one -> one.verdict() + ", " + one.count() + " at " + Words.time(one.at()))
                        .orElse("none"));
        before.ifPresent(one -> one.lines().forEach(line -> lines.add("Pre, " + line)));
        boolean after = report.health().map(PlanReport.HealthCheck::isAfter).orElse(true);
        lines.add("Post: "
                + (after
                        ? report.verdict().word() + ", " + report.count() + " at " + Words.time(report.began())
                        : "not yet"));
        if (after) {
            HealthLines.of(report).forEach(line -> lines.add("Post, " + line));
        }
        return lines;
    }

    private static String status(PlanReport report) {
        boolean after = report.health().map(PlanReport.HealthCheck::isAfter).orElse(true);
        return switch (report.verdict()) {
            case PASS -> after ? "deployed, and as it should be" : "ready to be deployed";
            case FAIL ->
                after
                        ? "FAILED: roll back first, look for the cause afterwards"
                        : "not to be deployed: something is wrong already";
            case INCONCLUSIVE -> "not known: what could not be told is not a pass";
            case REFUSED -> "refused: a precondition does not hold";
            case MISCONFIGURED -> "not checked: the plan cannot be carried out here";
        };
    }

    private static Block summary(PlanReport report) {
        List<List<Cell>> rows = new ArrayList<>();
        row(rows, "plan", report.name() + " (" + report.file() + ")");
        row(rows, "environment", report.environment().orElse("not told"));
        report.vars().forEach((name, value) -> row(rows, "variable " + name, value));
        row(rows, "began", Words.time(report.began()));
        row(rows, "took", Words.duration(report.took()));
        return new Block.Table(List.of(), rows);
    }

    private static void row(List<List<Cell>> rows, String name, String value) {
        rows.add(List.of(Cell.of(name), Cell.of(Words.orNone(value))));
    }

    private static Block steps(PlanReport report) {
        return new Block.Table(
                List.of("Step", "Verdict", "Began", "Took", "Why"),
                report.steps().stream()
                        .map(step -> List.of(
                                Cell.of(part(step) + step.name()),
                                new Cell(step.verdict().word() + (step.shadow() ? " (shadow)" : ""), tone(step)),
                                Cell.of(Words.time(step.began())),
                                Cell.of(Words.duration(step.took())),
                                Cell.of(step.why())))
                        .toList());
    }

    private static String part(StepReport step) {
        return step.part() == StepReport.Part.STEPS ? "" : step.part().name().toLowerCase(Locale.ROOT) + ": ";
    }

    private static void evidence(StepReport step, List<Block> blocks) {
        blocks.add(new Block.Heading(3, part(step) + step.name()));
        List<List<Cell>> rows = new ArrayList<>();
        row(rows, "verdict", step.verdict().word());
        row(rows, "tries", Integer.toString(step.tries()));
        rows.add(List.of(Cell.of("request"), Cell.code(step.request())));
        rows.add(List.of(Cell.of("answer"), Cell.code(step.answer())));
        step.values().forEach((name, value) -> rows.add(List.of(Cell.of("value " + name), Cell.code(value))));
        blocks.add(new Block.Table(List.of(), rows));
        if (!step.checks().isEmpty()) {
            blocks.add(new Block.Table(
                    List.of("Looked at", "Expected", "Found", "Met"),
                    step.checks().stream().map(PlanPages::check).toList()));
        }
    }

    private static List<Cell> check(Check check) {
        return List.of(
                Cell.of(check.what()),
                Cell.code(check.expected()),
                Cell.code(check.actual()),
                check.met() ? new Cell("yes", Tone.GOOD) : new Cell("no", Tone.BAD));
    }

    private static Tone tone(PlanVerdict verdict) {
        return switch (verdict) {
            case PASS -> Tone.GOOD;
            case FAIL, REFUSED, MISCONFIGURED -> Tone.BAD;
            case INCONCLUSIVE -> Tone.WARN;
        };
    }

    private static Tone tone(StepReport step) {
        return step.verdict() == StepVerdict.PASS
                ? Tone.GOOD
                : step.verdict() == StepVerdict.FAIL && !step.shadow() ? Tone.BAD : Tone.WARN;
    }
}
