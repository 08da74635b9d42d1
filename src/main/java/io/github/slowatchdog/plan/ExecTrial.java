package io.github.slowatchdog.plan;

import io.github.slowatchdog.client.Excerpt;
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

/** Runs a program and looks at how it ended and what it wrote. */
final class ExecTrial implements Trial {

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int EXCERPT = 500;

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
            return Finding.of(
                    List.of(new Check("exit", exec.exit().text(), why, false)), request(), answer(ended), Map.of());
        }
        Check exit = Check.of("exit", exec.exit(), Value.of(ended.exit()));
        if (exec.shell() && !exit.met() && (ended.exit() == NOT_FOUND || ended.exit() == NOT_EXECUTABLE)) {
            throw new MisconfiguredException(
                    "a program is not there, or may not be run: "
                            + Excerpt.of(ended.stderr().text(), EXCERPT),
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

    private String request() {
        return exec.shell() ? "sh -c " + exec.run().get(0) : String.join(" ", exec.run());
    }

    private static String answer(Program.Ended ended) {
        return (ended.inTime() ? "exit " + ended.exit() : "killed") + told("stdout", ended.stdout())
                + told("stderr", ended.stderr());
    }

    private static String told(String name, Program.Output output) {
        String text = Excerpt.of(output.text(), EXCERPT);
        return text.isEmpty() ? "" : "\n" + name + ": " + text;
    }
}
