package io.github.slowatchdog.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.PlanFile;
import io.github.slowatchdog.config.Problem;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.Executable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step {@code exec}: how a program ends, what it writes, what it may see, and that nothing of it is left. */
class ExecTrialTest {

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
    }

    private StepReport run(String step) {
        return new Plans.Ground(vertx).first(Plans.step(directory, step));
    }

    @Test
    void exitAndOutput() {
        StepReport step = run("""
                exec: {run: [sh, -c, "echo head; echo 42 >&2; exit 3"]}
                expect: {exit: 3, stdout: "== head", stderr: "in [40, 50]"}
                """);
        assertThat(step.verdict()).as(step.why()).isEqualTo(StepVerdict.PASS);
        assertThat(step.answer()).isEqualTo("exit 3\nstdout: head\nstderr: 42");
    }

    @Test
    void withoutAnyExpectationItMustSucceed() {
        assertThat(run("exec: {run: [\"true\"]}").verdict()).isEqualTo(StepVerdict.PASS);
        assertThat(run("exec: {run: [\"false\"]}").why()).isEqualTo("exit: expected == 0, is 1");
    }

    /** Seed 003: the search for foreign paths must come back empty. */
    @Test
    void aSearchThatMustFindNothing() throws IOException {
        Files.writeString(directory.resolve("code.py"), "path = 'crypto/'\n");
        String step = "exec: {run: [grep, -r, swing, code.py], dir: .}\nexpect: {exit: 1, stdout: absent}";
        assertThat(run(step).verdict()).isEqualTo(StepVerdict.PASS);
        Files.writeString(directory.resolve("code.py"), "path = 'swing/'\n");
        assertThat(run(step).verdict()).isEqualTo(StepVerdict.FAIL);
    }

    @Test
    void noShellUnlessAskedFor() {
        assertThat(run("exec: {run: [echo, \"$HOME; exit 1\"]}\nexpect: {stdout: '== $HOME; exit 1'}")
                        .verdict())
                .isEqualTo(StepVerdict.PASS);
        assertThat(run("exec: {shell: true, run: \"echo $((1+1)); exit 4\"}\nexpect: {exit: 4, stdout: \"== 2\"}")
                        .verdict())
                .isEqualTo(StepVerdict.PASS);
    }

    /** A value is a value, whatever it says. */
    @Test
    void whatIsGivenByEnvIsNoProgram() throws IOException {
        Files.writeString(directory.resolve("kept"), "");
        StepReport step = new Plans.Ground(vertx).first(Plans.plan(directory, """
                name: one
                vars: {image: "x'; rm kept; $(rm kept); '"}
                steps:
                  - name: it
                    exec: {shell: true, dir: ., env: {image: "${image}"}, run: "echo \\"$image\\"; ls"}
                    expect: {stdout: {must: ["rm kept", "(?m)^kept$"]}}
                """));
        assertThat(step.verdict()).as(step.why()).isEqualTo(StepVerdict.PASS);
    }

    /** Java looks for a program in our PATH; so a check beforehand does, too. */
    @Test
    void aProgramIsLookedForInOurOwnPath() throws IOException {
        Executable.script(directory.resolve("tool-4711"), "");
        PlanFile plan = Plans.step(directory, "exec: {run: [tool-4711], env: {PATH: " + directory + "}}");
        Means means = new Plans.Ground(vertx).means();
        assertThat(Preflight.problems(plan, means, "/usr/bin:/bin")).hasSize(1);
        assertThat(Preflight.problems(plan, means, "/usr/bin:" + directory)).isEmpty();
    }

    @Test
    void itsTimeIsLimitedAndNothingOfItIsLeft() {
        String mark = "3" + System.nanoTime() % 1_000_000;
        StepReport step = run("exec: {shell: true, run: \"sleep " + mark + " & (sleep " + mark + " &) ; sleep " + mark
                + "\", timeout: 300ms}");
        assertThat(step.verdict()).isEqualTo(StepVerdict.FAIL);
        assertThat(step.why())
                .isEqualTo("it had not ended within 300ms, and was killed with everything it had started");
        Predicate<ProcessHandle> ours = process -> process.info()
                .commandLine()
                .filter(line -> line.contains("sleep " + mark))
                .isPresent();
        assertThat(ProcessHandle.allProcesses().filter(ours)).isEmpty();
    }

    @Test
    void aToolThatThisUserMayNotRunIsSaidToBeThat() throws IOException {
        Path tool = Files.writeString(directory.resolve("tool"), "not to be run");
        PlanReport report = new Plans.Ground(vertx).run(Plans.step(directory, "exec: {run: ['" + tool + "']}"));
        assertThat(report.verdict()).isEqualTo(PlanVerdict.MISCONFIGURED);
        assertThat(report.why().get(0)).contains("tool cannot be started: ", "Permission denied");
    }

    @Test
    void aToolThatIsNotThereIsNoFailedTest() {
        PlanFile plan = Plans.step(directory, "exec: {run: [no-such-tool-4711]}");
        PlanReport report = new Plans.Ground(vertx).run(plan);
        assertThat(report.verdict()).isEqualTo(PlanVerdict.MISCONFIGURED);
        assertThat(report.why().get(0)).contains("no-such-tool-4711 cannot be started: ", "No such file or directory");
        List<Problem> problems = Preflight.problems(plan, new Plans.Ground(vertx).means(), "/usr/bin:/bin");
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.place()).endsWith("plan.yaml:3:5");
            assertThat(problem.what()).isEqualTo("the program no-such-tool-4711 is not there");
        });
        assertThat(new Plans.Ground(vertx)
                        .run(Plans.step(directory, "exec: {shell: true, run: no-such-tool-4711}"))
                        .verdict())
                .isEqualTo(PlanVerdict.MISCONFIGURED);
    }

    @Test
    void aProgramThatIsThereIsFound() {
        PlanFile plan = Plans.step(directory, "exec: {run: [sh, -c, \"true\"]}");
        assertThat(Preflight.problems(plan, new Plans.Ground(vertx).means(), "/usr/bin:/bin"))
                .isEmpty();
    }

    @Test
    void outputWithoutEndIsCutAndThenNobodyKnows() {
        StepReport step = run("""
                exec: {shell: true, run: "head -c 3000000 /dev/zero | tr '\\\\0' x"}
                expect: {stdout: {must_not: [panic]}}
                """);
        assertThat(step.verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
        assertThat(step.why()).startsWith("it wrote more than 1 MiB");
        assertThat(step.toString().length()).isLessThan(5_000);
    }

    @Test
    void whatIsLeftBehindIsNotWaitedFor() {
        String mark = "4" + System.nanoTime() % 1_000_000;
        StepReport step = run("exec: {shell: true, run: \"sleep " + mark + " & echo done\", timeout: 20s}\n"
                + "expect: {stdout: \"== done\"}");
        assertThat(step.verdict()).as(step.why()).isEqualTo(StepVerdict.PASS);
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("sleep " + mark))
                        .isPresent())
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void itReadsWhatItIsGivenAndSeesItsOwnEnvironment() {
        StepReport step = run("""
                exec: {run: [sh, -c, "cat; echo $GREETING"], stdin: "hello ", env: {GREETING: world}}
                expect: {stdout: "== hello world"}
                """);
        assertThat(step.verdict()).as(step.why()).isEqualTo(StepVerdict.PASS);
    }

    @Test
    void ourSecretsAreNotInherited() {
        PlanFile plan = Plans.plan(
                directory,
                "name: env\nvars: {a: \"${ENV:WEBHOOK_KEY}\"}\nsteps: [{name: it, wait: 1s}]",
                Map.of("WEBHOOK_KEY", "k3y-of-the-hook!"));
        Predicate<String> inherited = Inheritance.of(plan, Set.of("REDIS_WORD"));
        assertThat(List.of("PATH", "HOME", "LANG", "DOCKER_HOST")).allMatch(inherited);
        assertThat(List.of("REDIS_WORD", "WEBHOOK_KEY", "GITHUB_TOKEN", "PGPASSWORD", "SLO_WATCHDOG_CONFIG"))
                .noneMatch(inherited);
    }
}
