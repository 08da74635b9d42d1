package io.github.slowatchdog.config;

import io.github.slowatchdog.slo.Expectation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code exec} of a step, and what is expected of the program. */
final class ExecStepReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Expectation SUCCESS = Expectation.parse("== 0");
    private static final String EXAMPLE = "[grep, -r, swing, crypto/]";

    private ExecStepReader() {}

    private record Expected(
            Expectation exit, Optional<PlanStep.TextExpect> stdout, Optional<PlanStep.TextExpect> stderr) {}

    static Optional<PlanStep.Exec> read(Fields step) {
        Expected expected = step.fields("expect", Section.EXEC_EXPECT)
                .map(in -> new Expected(
                        in.get("exit", StepExpectations::number, SUCCESS),
                        in.get("stdout", StepExpectations::text),
                        in.get("stderr", StepExpectations::text)))
                .orElse(new Expected(SUCCESS, Optional.empty(), Optional.empty()));
        return step.fields("exec", Section.EXEC_STEP).flatMap(in -> program(in, expected));
    }

    private static Optional<PlanStep.Exec> program(Fields in, Expected expected) {
        boolean shell = in.get("shell", Scalars::bool, false);
        List<String> run =
                in.need("run", EXAMPLE, Optional::of).map(at -> run(at, shell)).orElse(List.of());
        Duration timeout = in.get("timeout", Scalars::duration, TIMEOUT);
        Optional<Path> dir = in.get("dir", Paths::path);
        Map<String, String> env = new LinkedHashMap<>();
        in.at("env")
                .ifPresent(at -> at.freeKeys().forEach((name, entry) -> {
                    if (name.isEmpty() || name.contains("=")) {
                        entry.key()
                                .wrong(
                                        Quote.of(name) + " cannot be the name of a variable",
                                        "use letters, digits and '_'");
                    }
                    entry.value().text().ifPresent(value -> env.put(name, value));
                }));
        Optional<String> stdin = in.get("stdin", Cursor::text);
        return run.isEmpty()
                ? Optional.empty()
                : Optional.of(new PlanStep.Exec(
                        run, shell, timeout, dir, env, stdin, expected.exit(), expected.stdout(), expected.stderr()));
    }

    private static List<String> run(Cursor at, boolean shell) {
        if (shell) {
            if (at.isMixed()) {
                at.wrong(
                        "a value that is filled in here would be part of the shell's program, whatever it says",
                        "give it to the shell by env, as in `env: {NAME: \"${name}\"}`, and write \"$NAME\" here;"
                                + " only a whole command may be filled in, as in run: \"${command}\"");
            }
            return at.isList()
                    ? at.<List<String>>wrong("a shell takes one text, not a list", "write run: \"...\"")
                            .orElse(List.of())
                    : Scalars.text(at).map(List::of).orElse(List.of());
        }
        if (!at.isList()) {
            at.wrong(
                    "it is not a list, and no shell takes it apart",
                    "write the program and its arguments as a list: " + EXAMPLE + "; or add shell: true");
            return List.of();
        }
        List<Cursor> items = at.items(EXAMPLE);
        List<String> words =
                items.stream().flatMap(item -> item.text().stream()).toList();
        if (!words.isEmpty() && words.get(0).isBlank()) {
            at.wrong("the name of the program is empty", "write for example " + EXAMPLE);
        }
        return words.size() == items.size() ? words : List.of();
    }
}
