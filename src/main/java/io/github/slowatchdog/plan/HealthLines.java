package io.github.slowatchdog.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A health check in a few lines: each check, how it came out, and what it found. */
public final class HealthLines {

    private HealthLines() {}

    /** One line for each check of the steps. */
    public static List<String> of(PlanReport report) {
        return report.steps().stream()
                .filter(step -> step.part() == StepReport.Part.STEPS && step.counts())
                .map(HealthLines::line)
                .toList();
    }

    private static String line(StepReport step) {
        String found = step.values().entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(", "));
        String said = step.verdict() == StepVerdict.PASS ? found : step.why();
        return step.verdict().word() + ": " + step.name() + (said.isEmpty() ? "" : " (" + said + ")");
    }
}
