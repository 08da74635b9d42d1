package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.journal.CheckpointJson;
import io.github.slowatchdog.replay.Groups;
import io.github.slowatchdog.replay.Injection;
import io.github.slowatchdog.replay.InjectionReport;
import io.github.slowatchdog.replay.RuleTest;
import io.github.slowatchdog.replay.TestReport;
import io.github.slowatchdog.watch.Checkpoint;
import io.github.slowatchdog.watch.WatchdogSetup;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code test}: unit tests of rules on written series (SPEC 9). */
@Command(
        name = "test",
        description = {
            "Tests rules on written series, in promtool's notation, or on breaches that are made up.",
            "All goes through the same core that watches a bot; no server is asked. With --inject every objective of the rules is"
                    + " given a breach, which must be seen. The format and more: docs/testing-rules.md."
        },
        footer = {
            "",
            "Example: slo-watchdog test rules/tests/*.txt",
            "Example: slo-watchdog test --write rules/tests/mine.txt",
            "Example: slo-watchdog test --inject --var agent_url=http://a --var image=x rules/smoke-deploy.yaml",
            "Example: slo-watchdog test --inject --config config/vanta-bot.yaml --phase canary-live"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is as expected; every breach was seen",
            "1:something is not as expected; a breach was not seen",
            "4:usage, or a file that cannot be judged by"
        })
final class TestCommand extends AnsweringCommand {

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Files that test rules; with --inject also rule files (.yaml).")
    private List<Path> files = List.of();

    @Option(
            names = "--inject",
            description = "Give every objective of the rules a breach; without FILE, of those of the configuration.")
    private boolean inject;

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "A variable of the phase, for rule files; may be given several times.")
    private Map<String, String> vars = Map.of();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--write",
            description = "Write the transcripts as they are now. Read the difference: it is the change in behaviour.")
    private boolean write;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (inject && write) {
            throw misused("--inject writes no transcripts; leave --write out");
        }
        if (!inject && files.isEmpty()) {
            throw misused("name a file that tests rules, or use --inject");
        }
        return (inject ? inject() : test()).code();
    }

    private ExitCode test() {
        List<RuleTest.Result> results = new ArrayList<>();
        for (Path file : files) {
            if (write) {
                write(read(file), file);
            }
            // once more from the file, which may have been written
            RuleTest.Result result = read(file).run();
            results.add(result);
            if (!json) {
                out().println(TestReport.text(result));
            }
        }
        long passed = results.stream().filter(TestReport::isPassed).count();
        out().println(json ? json(results, passed) : passed + "/" + results.size() + " tests passed");
        boolean invalid = results.stream().anyMatch(RuleTest.Result.Invalid.class::isInstance);
        return invalid ? ExitCode.USAGE : passed == results.size() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static RuleTest read(Path file) {
        return RuleTest.read(file, InjectedRules::environment, TestCommand::kept);
    }

    private ExitCode inject() {
        List<WatchdogSetup.Group> groups = new ArrayList<>();
        if (files.isEmpty()) {
            Optional<Settings> settings = config.load(err());
            if (settings.isEmpty()) {
                return ExitCode.USAGE;
            }
            groups.addAll(Groups.of(settings.get().groups()));
        }
        boolean invalid = false;
        for (Path file : files) {
            InjectedRules rules = InjectedRules.of(file, vars);
            rules.problems().forEach(err()::println);
            invalid |= !rules.problems().isEmpty();
            groups.addAll(rules.groups());
        }
        if (invalid) {
            return ExitCode.USAGE;
        }
        List<Injection.Injected> all = Injection.of(groups);
        long seen = all.stream().filter(Injection.Injected::isSeen).count();
        if (json) {
            JsonArray objectives = new JsonArray();
            all.forEach(one -> objectives.add(InjectionReport.json(one)));
            out().println(new JsonObject()
                    .put("objectives", objectives)
                    .put("seen", seen)
                    .put("total", all.size())
                    .encode());
        } else {
            all.forEach(one -> out().println(InjectionReport.text(one)));
            out().println("the breach of " + seen + "/" + all.size() + " objectives was seen");
        }
        return seen == all.size() && !all.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void write(RuleTest test, Path file) {
        try {
            if (test.write()) {
                err().println("written: " + file);
            }
        } catch (IOException e) {
            throw misused(file + " cannot be written: " + e.getMessage() + "; nothing of it was changed", e);
        }
    }

    private static String json(List<RuleTest.Result> results, long passed) {
        JsonArray tests = new JsonArray();
        results.forEach(result -> tests.add(TestReport.json(result)));
        return new JsonObject()
                .put("tests", tests)
                .put("passed", passed)
                .put("total", results.size())
                .encode();
    }

    /** As a process that was killed leaves it: written down and read again. */
    private static Checkpoint kept(Checkpoint checkpoint) {
        return CheckpointJson.decode(CheckpointJson.encode(checkpoint));
    }
}
