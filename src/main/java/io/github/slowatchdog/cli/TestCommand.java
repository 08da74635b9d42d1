package io.github.slowatchdog.cli;

import io.github.slowatchdog.journal.CheckpointJson;
import io.github.slowatchdog.replay.RuleTest;
import io.github.slowatchdog.replay.TestReport;
import io.github.slowatchdog.watch.Checkpoint;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test}: unit tests of rules on written series (SPEC 9). */
@Command(
        name = "test",
        description = {
            "Tests rules on written series, in promtool's notation, through the same core that watches a bot. No server is asked.",
            "The format: docs/testing-rules.md."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Example: slo-watchdog test rules/tests/*.txt",
            "Example: slo-watchdog test --write rules/tests/mine.txt"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything is as expected", "1:something is not", "4:usage, or a file that cannot be judged by"})
final class TestCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files that test rules.")
    private List<Path> files = List.of();

    @Option(
            names = "--write",
            description = "Write the transcripts as they are now. Read the difference: it is the change in behaviour.")
    private boolean write;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<RuleTest.Result> results = new ArrayList<>();
        for (Path file : files) {
            RuleTest test = RuleTest.read(file, name -> Optional.ofNullable(System.getenv(name)), TestCommand::kept);
            if (write) {
                write(test, file);
            }
            // once more from the file, which may have been written
            RuleTest.Result result = RuleTest.read(
                            file, name -> Optional.ofNullable(System.getenv(name)), TestCommand::kept)
                    .run();
            results.add(result);
            if (!json) {
                spec.commandLine().getOut().println(TestReport.text(result));
            }
        }
        long passed = results.stream().filter(TestReport::isPassed).count();
        spec.commandLine()
                .getOut()
                .println(json ? json(results, passed) : passed + "/" + results.size() + " tests passed");
        boolean invalid = results.stream().anyMatch(RuleTest.Result.Invalid.class::isInstance);
        return (invalid ? ExitCode.USAGE : passed == results.size() ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private void write(RuleTest test, Path file) {
        try {
            if (test.write()) {
                spec.commandLine().getErr().println("written: " + file);
            }
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), file + " cannot be written: " + e.getMessage() + "; nothing of it was changed", e);
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
        return CheckpointJson.decode(
                new JsonObject(CheckpointJson.encode(checkpoint).encode()));
    }
}
