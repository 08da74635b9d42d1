package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.preflight.Finding;
import io.github.slowatchdog.preflight.Report;
import io.github.slowatchdog.preflight.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What {@code check} answers: as lines for a person, or as JSON. */
record CheckAnswer(Settings settings, Report report, boolean strict) {

    /** Whether the configuration may be used as it is. */
    boolean isOk() {
        return report.unreachable().isEmpty()
                && report.count(Severity.ERROR) == 0
                && (!strict || report.findings().isEmpty());
    }

    ExitCode exit() {
        return !report.unreachable().isEmpty() ? ExitCode.UNREACHABLE : isOk() ? ExitCode.OK : ExitCode.FAILED;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        report.findings().forEach(finding -> lines.add(finding.toString()));
        lines.addAll(report.looked());
        lines.add(summary());
        return lines;
    }

    private String summary() {
        if (!report.unreachable().isEmpty()) {
            return counts() + "; could not be reached: "
                    + String.join(", ", report.unreachable().stream().sorted().toList());
        }
        return report.findings().isEmpty()
                ? "ok: " + settings.name() + ", phase " + settings.phase().name() + ", " + objectives()
                        + " objectives in " + settings.groups().size() + " groups, configuration " + settings.hash()
                : counts();
    }

    private String counts() {
        return counted(report.findings().size(), "finding") + ": " + counted(report.count(Severity.ERROR), "error")
                + ", " + counted(report.count(Severity.WARN), "warning");
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private long objectives() {
        return settings.groups().stream()
                .mapToLong(group -> group.objectives().size())
                .sum();
    }

    String json() {
        return new JsonObject()
                .put("ok", isOk())
                .put("name", settings.name())
                .put("phase", settings.phase().name())
                .put("objectives", objectives())
                .put("groups", settings.groups().size())
                .put("hash", settings.hash())
                .put("errors", report.count(Severity.ERROR))
                .put("warnings", report.count(Severity.WARN))
                .put(
                        "unreachable",
                        new JsonArray(report.unreachable().stream().sorted().toList()))
                .put(
                        "findings",
                        new JsonArray(report.findings().stream()
                                .map(CheckAnswer::json)
                                .toList()))
                .encode();
    }

    /** A configuration that cannot be used. */
    static String json(Loaded.Invalid invalid) {
        return new JsonObject()
                .put("ok", false)
                .put(
                        "problems",
                        new JsonArray(invalid.problems().stream()
                                .map(problem -> new JsonObject()
                                        .put("file", problem.file())
                                        .put("line", problem.line())
                                        .put("column", problem.column())
                                        .put("path", problem.path())
                                        .put("what", problem.what())
                                        .put("fix", problem.fix()))
                                .toList()))
                .encode();
    }

    private static JsonObject json(Finding finding) {
        return new JsonObject()
                .put("severity", finding.severity().word())
                .put("code", finding.code().word())
                .put("file", finding.place().file())
                .put("line", finding.place().line())
                .put("column", finding.place().column())
                .put("path", finding.place().path())
                .put("what", finding.what())
                .put("why", finding.code().why())
                .put("fix", finding.fix());
    }
}
