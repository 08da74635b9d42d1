package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.journal.JournalReader;
import io.github.slowatchdog.report.HtmlReport;
import io.github.slowatchdog.report.JournalReport;
import io.github.slowatchdog.report.JsonReport;
import io.github.slowatchdog.report.MarkdownReport;
import io.github.slowatchdog.report.SoakReport;
import io.github.slowatchdog.report.Wanted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}: the evidence of a soak (SPEC 9). */
@Command(
        name = "report",
        description = {
            "Writes the evidence of a soak, from the journal, for those who sign it off.",
            "What was promised and measured, every breach, gap, stop and release, and lines to sign. Without an option it",
            "is the newest soak. Also while a watchdog runs."
        },
        footer = {
            "",
            "Example: slo-watchdog report --config config/vanta-bot.yaml --phase staging-dry --format html --output soak.html"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the report is written; what it says is another matter",
            "2:there is no such soak, or nothing in the journal",
            "4:usage or configuration"
        })
final class ReportCommand extends AnsweringCommand {

    /** As what it is written. */
    enum Format {
        MD,
        HTML,
        JSON;

        String text(SoakReport report) {
            return switch (this) {
                case MD -> MarkdownReport.of(report);
                case HTML -> HtmlReport.of(report);
                case JSON -> JsonReport.of(report);
            };
        }
    }

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--journal",
            paramLabel = "PATH",
            description = "The journal's directory or file, instead of that of the configuration.")
    private @Nullable Path journal;

    @Option(names = "--soak", paramLabel = "ID", description = "This soak, by its id.")
    private @Nullable String soak;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Whatever happened from this time on, such as 2026-11-21T13:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Whatever happened up to this time.")
    private @Nullable String to;

    @Option(names = "--format", paramLabel = "md|html|json", description = "Default: md.")
    private @Nullable String format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to this file, instead of standard output.")
    private @Nullable Path output;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "The time to be said in the report as that at which it was made (default: none, so that the same"
                            + " journal makes the same report).")
    private @Nullable String at;

    @Override
    public Integer call() {
        Wanted wanted = wanted();
        Format as = format();
        Optional<Instant> generatedAt = time("--at", at);
        if (journal != null) {
            return write(journal, wanted, as, generatedAt).code();
        }
        Optional<Settings> settings = config.load(err());
        if (settings.isEmpty()) {
            return ExitCode.USAGE.code();
        }
        Optional<Path> configured = settings.get().journal();
        return (configured.isPresent()
                        ? write(configured.get(), wanted, as, generatedAt)
                        : none(
                                "no journal is configured, so there is nothing to report from",
                                "add journal: {path: DIRECTORY}, or name one with --journal"))
                .code();
    }

    private Wanted wanted() {
        try {
            return new Wanted(Optional.ofNullable(soak), config.phase(), time("--from", from), time("--to", to));
        } catch (IllegalArgumentException e) {
            throw misused("choose one of --soak, --phase, and --from with --to: " + e.getMessage());
        }
    }

    private Format format() {
        if (json && format != null && !format.equals("json")) {
            throw misused("--json and --format " + format + " contradict each other");
        }
        String word = json ? "json" : format == null ? "md" : format;
        try {
            return Format.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw misused("--format is md, html or json, not " + word, e);
        }
    }

    private Optional<Instant> time(String option, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (java.time.DateTimeException e) {
            throw misused(option + " is a time in UTC such as 2026-11-21T13:00:00Z, not " + text, e);
        }
    }

    private ExitCode write(Path path, Wanted wanted, Format as, Optional<Instant> generatedAt) {
        Path file = JournalReader.file(path);
        Optional<SoakReport> report;
        try {
            report = JournalReport.of(path, wanted, generatedAt);
        } catch (NoSuchFileException e) {
            return none(
                    "there is no journal at " + file, "name the directory that a watchdog writes to (journal.path)");
        } catch (IOException e) {
            return none(file + " cannot be read: " + e.getMessage(), "read it as the user that the watchdog runs as");
        }
        if (report.isEmpty()) {
            return none(
                    "there is no such soak in " + file + ": " + asked(wanted),
                    "leave --soak, --phase, --from and --to out for the newest soak");
        }
        if (!report.get().chain().isWhole()) {
            err().println("slo-watchdog: WARNING: the chain of " + file + " is broken, and the report says so");
            err().println("    fix: see 'slo-watchdog audit verify', and keep the journal as it is");
        }
        return write(as.text(report.get()));
    }

    private static String asked(Wanted wanted) {
        return wanted.soak()
                .map(id -> "soak " + id)
                .or(() -> wanted.phase().map(name -> "a soak of phase " + name))
                .orElse("nothing was written in that time, or no soak has begun");
    }

    private ExitCode write(String text) {
        if (output == null) {
            PrintWriter out = out();
            out.print(text);
            out.flush();
            return ExitCode.OK;
        }
        try {
            Files.writeString(output, text);
            err().println("written: " + output);
            return ExitCode.OK;
        } catch (IOException e) {
            err().println("slo-watchdog: " + output + " cannot be written: " + e);
            err().println("    fix: name a file in a directory that is there and may be written to");
            return ExitCode.USAGE;
        }
    }

    private ExitCode none(String what, String fix) {
        err().println("slo-watchdog: " + what);
        err().println("    fix: " + fix);
        return ExitCode.INCONCLUSIVE;
    }
}
