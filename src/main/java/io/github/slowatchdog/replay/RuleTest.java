package io.github.slowatchdog.replay;

import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.watch.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One file that tests rules, run: what it came to, and its transcript. */
public final class RuleTest {

    /** What a test came to. */
    public sealed interface Result {

        /** The file as a person would name it. */
        String file();

        /** It cannot be judged by. */
        record Invalid(String file, List<Problem> problems) implements Result {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        /** It was run; it has passed if nothing differs. */
        record Ran(String file, List<Difference> differences) implements Result {
            public Ran {
                differences = List.copyOf(differences);
            }
        }
    }

    /**
     * What is not as expected.
     *
     * @param line in the file, from 1
     * @param column in the file, from 1
     * @param at the time of the story; empty where the transcript differs
     * @param more why it is so; may be empty
     */
    public record Difference(int line, int column, String at, String expected, String actual, String more) {}

    private static final String CUT = "----\n";

    private final Path path;
    private final Scenario.Parsed parsed;
    private final UnaryOperator<Checkpoint> kept;

    private RuleTest(Path path, Scenario.Parsed parsed, UnaryOperator<Checkpoint> kept) {
        this.path = path;
        this.parsed = parsed;
        this.kept = kept;
    }

    /**
     * Reads a file.
     *
     * @param env the environment, by name
     * @param kept what becomes of a checkpoint while the watchdog does not run
     */
    public static RuleTest read(Path file, Function<String, Optional<String>> env, UnaryOperator<Checkpoint> kept) {
        return new RuleTest(file, Scenario.read(file, env), kept);
    }

    /** Runs it and compares. */
    public Result run() {
        if (parsed instanceof Scenario.Parsed.Invalid invalid) {
            return new Result.Invalid(path.toString(), invalid.problems());
        }
        Scenario.Parsed.Ok ok = (Scenario.Parsed.Ok) parsed;
        if (ok.transcript().isEmpty() && ok.scenario().expectations().isEmpty()) {
            return new Result.Invalid(
                    ok.file(),
                    List.of(new Problem(
                            ok.file(),
                            1,
                            1,
                            "",
                            "nothing is expected, so that nothing could be wrong",
                            "write `expect at TIME: ...`, or have the transcript written by --write")));
        }
        ScenarioRun.Told told = new ScenarioRun(ok.scenario(), kept).run();
        List<Difference> differences = new ArrayList<>(told.differences());
        ok.transcript()
                .flatMap(transcript -> compare(ok, transcript, told.transcript()))
                .ifPresent(differences::add);
        return new Result.Ran(ok.file(), differences);
    }

    private static Optional<Difference> compare(Scenario.Parsed.Ok ok, String expected, String actual) {
        List<String> these = expected.lines().toList();
        List<String> those = actual.lines().toList();
        int same = 0;
        while (same < these.size() && same < those.size() && these.get(same).equals(those.get(same))) {
            same++;
        }
        if (same == these.size() && same == those.size()) {
            return Optional.empty();
        }
        int line = (int) ok.head().lines().count() + 2 + same;
        return Optional.of(new Difference(line, 1, "", at(these, same), at(those, same), ""));
    }

    private static String at(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "(the end)";
    }

    /**
     * Writes the transcript of the file as it is now, where the file has one, or expects nothing else.
     *
     * @return whether the file is another one than before
     * @throws IOException if it cannot be written; it is as it was then
     */
    public boolean write() throws IOException {
        if (!(parsed instanceof Scenario.Parsed.Ok ok)
                || (ok.transcript().isEmpty() && !ok.scenario().expectations().isEmpty())) {
            return false;
        }
        String transcript = new ScenarioRun(ok.scenario(), kept).run().transcript();
        if (ok.transcript().equals(Optional.of(transcript))) {
            return false;
        }
        Files.writeString(path, ok.head() + CUT + transcript);
        return true;
    }
}
