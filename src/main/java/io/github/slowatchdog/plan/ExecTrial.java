package io.github.slowatchdog.plan;

import io.github.slowatchdog.config.PlanStep;
import io.github.slowatchdog.config.PlanStep.TextExpect;
import io.github.slowatchdog.slo.Outcome;
import io.github.slowatchdog.slo.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Runs a program and looks at how it ended and what it wrote. */
final class ExecTrial implements Trial {

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private final PlanStep.Exec exec;
    private final Predicate<String> inherited;

    ExecTrial(PlanStep.Exec exec, Predicate<String> inherited) {
        this.exec = exec;
        this.inherited = inherited;
    }

    @Override
    public Finding make() throws InterruptedException, MisconfiguredException {
        Program.Ended ended = new Program(exec, inherited).run();
        if (!ended.inTime()) {
            String why = "it had not ended within " + Words.duration(exec.timeout())
                    + ", and was killed with everything it had started";
            return Finding.of(Outcome.MISSED, why, request(), answer(ended));
        }
        Check exit = Check.of("exit", exec.exit(), Value.of(ended.exit()));
        if (exec.shell() && !exit.met() && (ended.exit() == NOT_FOUND || ended.exit() == NOT_EXECUTABLE)) {
            throw new MisconfiguredException(
                    "a program is not there, or may not be run: "
                            + Finding.bounded(ended.stderr().text()),
                    "install it, or correct `run`");
        }
        List<Check> checks = new ArrayList<>(List.of(exit));
        checks.addAll(look("stdout", exec.stdout(), ended.stdout()));
        checks.addAll(look("stderr", exec.stderr(), ended.stderr()));
        Map<String, Value> values = new TreeMap<>();
        Value written = TextChecks.value(ended.stdout().text());
        if (!(written instanceof Value.Absent)) {
            values.put("stdout", written);
        }
        Finding finding = Finding.of(checks, request(), answer(ended), values);
        boolean cut = exec.stdout().isPresent() && ended.stdout().cut()
                || exec.stderr().isPresent() && ended.stderr().cut();
        return cut && finding.outcome() == Outcome.MET
                ? finding.as(Outcome.UNKNOWN, "it wrote more than 1 MiB, of which the rest was not looked at")
                : finding;
    }

    private static List<Check> look(String what, Optional<TextExpect> expect, Program.Output output) {
        return expect.map(how -> TextChecks.of(what, how, output.text())).orElse(List.of());
    }

    private List<String> request() {
        return List.of(exec.shell() ? "sh -c " + exec.run().get(0) : String.join(" ", exec.run()));
    }

    private static List<String> answer(Program.Ended ended) {
        return Stream.of(
                        Stream.of(ended.inTime() ? "exit " + ended.exit() : "killed"),
                        told("stdout", ended.stdout()),
                        told("stderr", ended.stderr()))
                .flatMap(texts -> texts)
                .toList();
    }

    private static Stream<String> told(String name, Program.Output output) {
        return output.text().isBlank() ? Stream.empty() : Stream.of(name + ": " + Finding.bounded(output.text()));
    }
}
