package io.github.slowatchdog.cli;

import io.github.slowatchdog.plan.PlanReport;
import io.github.slowatchdog.report.HtmlReport;
import io.github.slowatchdog.report.JunitReport;
import io.github.slowatchdog.report.MarkdownReport;
import io.github.slowatchdog.report.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Where the evidence of a plan is written, and as what: the end of the name says it. */
record PlanReports(Path file, Function<PlanReport, String> format) {

    /** Empty if the end of the name is none of the four. */
    static Optional<PlanReports> of(Path file) {
        String name = String.valueOf(file.getFileName());
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "md" -> Optional.of(new PlanReports(file, MarkdownReport::of));
            case "json" -> Optional.of(new PlanReports(file, PlanJson::of));
            case "html" -> Optional.of(new PlanReports(file, HtmlReport::of));
            case "xml" -> Optional.of(new PlanReports(file, JunitReport::of));
            default -> Optional.empty();
        };
    }

    /** Whether it can probably be written: better said before the plan is carried out than after. */
    boolean isWritable() {
        Path directory = file.toAbsolutePath().getParent();
        return !Files.isDirectory(file)
                && directory != null
                && Files.isDirectory(directory)
                && Files.isWritable(Files.exists(file) ? file : directory);
    }

    void write(PlanReport report) throws IOException {
        Files.writeString(file, format.apply(report));
    }
}
