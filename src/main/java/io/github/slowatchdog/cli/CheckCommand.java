package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.preflight.Lints;
import io.github.slowatchdog.preflight.Preflight;
import io.github.slowatchdog.preflight.Report;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check}: validates configuration and rules, looks for what does not do what it seems to, and starts nothing (SPEC 9). */
@Command(
        name = "check",
        description = {
            "Validates configuration and rules: every problem at once, with file, line and fix.",
            "Then looks for what is valid and does not do what it seems to. docs/check.md tells of every finding."
        },
        footer = {"", "Example: slo-watchdog check --config config/quickstart.yaml --live"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing was found, or only warnings",
            "1:findings of severity error, or any with --strict",
            "4:usage, or a configuration that cannot be used",
            "5:a needed server cannot be reached"
        })
final class CheckCommand extends AnsweringCommand {

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--live",
            description = {
                "Also ask the servers: does every selector match, are windows at least 4 scrapes, are the clocks right,",
                "can the flag be written (on a probe key, which is deleted again). Nothing else is written anywhere."
            })
    private boolean live;

    @Option(names = "--strict", description = "Warnings count as errors do.")
    private boolean strict;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Loaded loaded = config.read();
        if (json && loaded instanceof Loaded.Invalid invalid) {
            out().println(CheckAnswer.json(invalid));
            return ExitCode.USAGE.code();
        }
        return ConfigOptions.take(loaded, err())
                .map(this::check)
                .orElse(ExitCode.USAGE)
                .code();
    }

    private ExitCode check(Loaded.Ok loaded) {
        Report report =
                live ? live(loaded) : new Report(Lints.of(loaded.settings(), loaded.places()), Set.of(), List.of());
        CheckAnswer answer = new CheckAnswer(loaded.settings(), report, strict);
        PrintWriter out = out();
        (json ? List.of(answer.json()) : answer.lines()).forEach(out::println);
        return answer.exit();
    }

    private static Report live(Loaded.Ok loaded) {
        try (OwnVertx own = OwnVertx.open(2)) {
            Settings settings = loaded.settings();
            return Preflight.look(own.vertx(), settings, loaded.places(), Wiring.everyLane(own.vertx(), settings))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
