package io.github.slowatchdog.cli;

import io.github.slowatchdog.plan.PlanReport;
import io.github.slowatchdog.plan.PlanVerdict;
import io.github.slowatchdog.plan.StepReport;
import io.github.slowatchdog.plan.StepVerdict;
import java.util.Locale;

/** A plan as a person follows it on a terminal. */
final class PlanLines {

    private PlanLines() {}

    /** One line for a step, with its time. */
    static String step(StepReport step) {
        String part =
                step.part() == StepReport.Part.STEPS ? "" : step.part().name().toLowerCase(Locale.ROOT) + ": ";
        boolean silent = step.why().isEmpty()
                || step.verdict() == StepVerdict.PASS && !step.kind().equals("attest");
        return String.format(
                Locale.ROOT,
                "  %-12s %9.3fs  %s",
                word(step),
                step.took().toMillis() / 1000.0,
                part
                        + Plain.line(step.name())
                        + (step.shadow() ? " (shadow)" : "")
                        + (silent ? "" : ": " + Plain.line(step.why())));
    }

    private static String word(StepReport step) {
        String word = step.verdict().word();
        return step.verdict() == StepVerdict.FAIL && !step.shadow() ? word.toUpperCase(Locale.ROOT) : word;
    }

    /** The sum, and what decided it. */
    static String end(PlanReport report) {
        if (report.verdict() == PlanVerdict.PASS) {
            return report.count();
        }
        int more = report.why().size() - 1;
        return report.count() + System.lineSeparator()
                + report.verdict().word().toUpperCase(Locale.ROOT) + ": "
                + report.why().stream().findFirst().map(Plain::line).orElse("")
                + (more > 0 ? " (and " + more + " more)" : "");
    }
}
