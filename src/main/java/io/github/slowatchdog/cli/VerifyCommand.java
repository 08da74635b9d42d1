package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.config.PlanLoader;
import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.plan.PlanReport;
import io.github.slowatchdog.plan.PlanVerdict;
import io.github.slowatchdog.report.PlanJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: carries out a plan (SPEC 12). */
@Command(
        name = "verify",
        description = {
            "Carries out a plan: a one-shot list of checks, for deployments, smoke tests and drills.",
            "A line for each step with its time, then how many checks passed. Needs --config only where the plan reads"
                    + " Prometheus, the bot's own page or the flag, and does not say itself where they are. See docs/plans.md."
        },
        footer = {
            "",
            "Example: slo-watchdog verify config/plans/health-check.yaml --state health.json --health before",
            "Example: slo-watchdog verify config/plans/health-check.yaml --state health.json --health after"
                    + " --what 'fix of the parser' --report deployment.md",
            "Example: slo-watchdog verify smoke.yaml --env dev --var image=bot:v2"
                    + " --attest 'operations agree=Alice, ticket 4711'"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every check passed",
            "1:a check failed, or a step of `finally`",
            "2:none failed, but something could not be told, or was deferred",
            "3:refused: a required step did not pass, or the plan may not run in this environment",
            "4:usage, a plan or configuration that is wrong, or a tool that is not there"
        })
final class VerifyCommand extends AnsweringCommand {

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private VerifyOptions options = new VerifyOptions();

    @Parameters(paramLabel = "PLAN", description = "The plan, a YAML file.")
    private Path file = Path.of("");

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes the evidence to FILE.md, FILE.json, FILE.html or FILE.xml (JUnit); may be repeated.")
    private List<Path> reports = new ArrayList<>();

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<PlanReports> written = written();
        List<Problem> problems = new ArrayList<>();
        Optional<PlanFile> plan =
                PlanLoader.load(file, options.given(), name -> Optional.ofNullable(System.getenv(name)), problems::add);
        if (plan.isEmpty()) {
            ConfigOptions.tell(problems, err());
            return ExitCode.USAGE.code();
        }
        options.check(plan.get(), commandLine());
        Optional<String> refusal = refusal(plan.get());
        if (refusal.isPresent()) {
            err().println("slo-watchdog: plan refused: " + refusal.get());
            err().println("    fix: run it there, and say so with --env NAME");
            return ExitCode.REFUSED.code();
        }
        if (!PlanGround.needsConfiguration(
                plan.get(), options.needsKept(), options.state().isPresent())) {
            return carryOut(plan.get(), Optional.empty(), written);
        }
        Optional<Settings> settings = config.load(err());
        if (settings.isEmpty()) {
            err().println("    the plan " + Plain.line(plan.get().name())
                    + " needs a configuration: name it with --config");
            return ExitCode.USAGE.code();
        }
        return carryOut(plan.get(), settings, written);
    }

    private int carryOut(PlanFile plan, Optional<Settings> settings, List<PlanReports> written) {
        try (PlanGround ground = PlanGround.prepare(plan, settings, options, config.environmentUsed())) {
            List<Problem> missing = ground.problems();
            if (!missing.isEmpty()) {
                ConfigOptions.tell(missing, err());
                return ExitCode.USAGE.code();
            }
            PrintWriter steps = json ? err() : out();
            return end(ground.carryOut(
                    step -> {
                        steps.println(PlanLines.step(step));
                        steps.flush();
                    },
                    report -> tell(report, written)));
        }
    }

    private List<PlanReports> written() {
        return reports.stream()
                .map(path -> PlanReports.of(path)
                        .filter(PlanReports::isWritable)
                        .orElseThrow(() -> misused("--report " + path
                                + ": name a file that can be written and ends in .md, .json, .html or .xml")))
                .toList();
    }

    private static Optional<String> refusal(PlanFile plan) {
        if (plan.onlyIn().isEmpty()
                || plan.environment().filter(plan.onlyIn()::contains).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("it may run only in " + String.join(", ", plan.onlyIn()) + ", and "
                + plan.environment()
                        .map(where -> "this is " + Plain.line(where))
                        .orElse("nobody has said where this is"));
    }

    /** Prints the end and writes the evidence; whether all of it could be written. */
    private boolean tell(PlanReport report, List<PlanReports> written) {
        out().print(json ? PlanJson.of(report) : PlanLines.end(report) + System.lineSeparator());
        out().flush();
        boolean whole = true;
        for (PlanReports one : written) {
            try {
                one.write(report);
                err().println("written: " + one.file());
            } catch (IOException e) {
                whole = false;
                err().println("slo-watchdog: " + one.file() + " cannot be written: " + e);
                err().println("    fix: name a file in a directory that is there and may be written to");
            }
        }
        return whole;
    }

    private static int end(PlanGround.Ended ended) {
        ExitCode code = switch (ended.verdict()) {
            case PASS -> ExitCode.OK;
            case FAIL -> ExitCode.FAILED;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
            case REFUSED -> ExitCode.REFUSED;
            case MISCONFIGURED -> ExitCode.USAGE;
        };
        // a pass without the evidence that was asked for is none
        return (ended.told() || ended.verdict() != PlanVerdict.PASS ? code : ExitCode.USAGE).code();
    }
}
