package io.github.slowatchdog.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Awaited;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step {@code log}: what must be there, what must not, in order, and since when. */
class LogTrialTest {

    private static final String CUT =
            "the log was cut since the plan began, and what it said before that is lost: rotate it by renaming it";

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("bot.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private StepReport run(String keys) {
        return run(new Plans.Ground(vertx), "log: {file: bot.log, " + keys + "}");
    }

    private StepReport run(Plans.Ground ground, String step) {
        return ground.first(Plans.step(directory, step));
    }

    @Test
    void whatMustBeThereAndWhatMustNot() throws IOException {
        write("Startup banner\nEnvironment validated\nIdle state reached\n");
        assertThat(run("since: all, must: [Startup banner, Idle state], must_not: [Order execution, tick]")
                        .verdict())
                .isEqualTo(StepVerdict.PASS);
        StepReport missing = run("since: all, must: [Replay start]");
        assertThat(missing.verdict()).isEqualTo(StepVerdict.FAIL);
        assertThat(missing.why()).isEqualTo("log: expected to have /Replay start/, is not in 3 lines");
        assertThat(run("since: all, must_not: [Environment]").why())
                .isEqualTo("log: expected not to have /Environment/, is Environment validated");
    }

    @Test
    void inThatOrder() throws IOException {
        write("banner\nidle\nreplay, then idle\n");
        assertThat(run("since: all, must: [banner, replay, idle], in_order: true")
                        .verdict())
                .isEqualTo(StepVerdict.PASS);
        assertThat(run("since: all, must: [replay, idle], in_order: true").verdict())
                .as("also in one line")
                .isEqualTo(StepVerdict.PASS);
        assertThat(run("since: all, must: [then, replay], in_order: true").verdict())
                .isEqualTo(StepVerdict.FAIL);
        assertThat(run("since: all, must: [replay, banner], in_order: true").why())
                .isEqualTo("log: expected to have /banner/, after /replay/, is not in 3 lines");
    }

    @Test
    void onlyWhatCameSinceThePlanBegan() throws IOException {
        write("panic: of yesterday\n");
        StepReport step = new Plans.Ground(vertx)
                .run(Plans.plan(directory, """
                        name: since
                        steps:
                          - name: it happens
                            exec: {shell: true, run: "echo started >> %s"}
                          - name: the log is right
                            log: {file: bot.log, must: [started], must_not: [panic]}
                        """.formatted(directory.resolve("bot.log"))))
                .steps()
                .get(1);
        assertThat(step.verdict()).as(step.why()).isEqualTo(StepVerdict.PASS);
        assertThat(step.answer()).isEqualTo("1 line");
    }

    /** Of both files, as log rotation leaves them: the rest of the one before, and the one in its place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mv bot.log old; echo fresh > bot.log | must: [fresh], must_not: [before] | PASS | 1 line",
                "echo rest >> bot.log; mv bot.log old; echo x > bot.log | must: [rest, x], must_not: [before] | PASS | 2 lines",
                "printf rest >> bot.log; mv bot.log old; echo x > bot.log | must: ['^rest$', '^x$'] | PASS | 2 lines",
                "echo panic >> bot.log; mv bot.log old; echo x > bot.log | must_not: [panic] | FAIL | 2 lines",
                "echo panic >> bot.log; rm bot.log; echo x > bot.log | must_not: [panic] | FAIL | 2 lines",
                "echo panic >> bot.log; echo x > bot.log | must_not: [panic] | INCONCLUSIVE | 1 line",
                "echo x > bot.log | must: [y] | INCONCLUSIVE | 1 line",
                "echo x > bot.log | must: [x] | PASS | 1 line",
                "echo panic > bot.log | must_not: [panic] | FAIL | 1 line",
                "rm bot.log | must: [x] | INCONCLUSIVE | ''",
            })
    void ofALogThatIsRotatedMeanwhileNothingIsLeftOut(String happens, String keys, StepVerdict verdict, String answer)
            throws IOException {
        write("a long line of the log before\n");
        List<StepReport> steps = new Plans.Ground(vertx)
                .run(Plans.plan(directory, """
                        name: rotated
                        steps:
                          - name: it is rotated
                            exec: {shell: true, run: "%1$s", dir: .}
                          - name: all of it is read
                            log: {file: bot.log, %2$s}
                          - name: and once more
                            log: {file: bot.log, %2$s}
                        """.formatted(happens, keys)))
                .steps();
        for (StepReport step : steps.subList(1, 3)) {
            assertThat(step.verdict()).as(step.why()).isEqualTo(verdict);
            assertThat(step.answer()).isEqualTo(answer);
            assertThat(step.why().equals(CUT)).isEqualTo(verdict == StepVerdict.INCONCLUSIVE && !answer.isEmpty());
        }
    }

    @Test
    void byTheTimesOfItsLines() throws IOException {
        VirtualTime time = new VirtualTime();
        write(VirtualTime.BEGAN.minusSeconds(3600) + " ERROR old\n  at old.stack\n");
        write(VirtualTime.BEGAN.minusSeconds(60) + " INFO fresh\n  continued\n");
        StepReport step = run(
                new Plans.Ground(vertx).time(time),
                "log: {file: bot.log, since: 5m, must: [fresh, continued], must_not: [ERROR, stack]}");
        assertThat(step.verdict()).as(step.why()).isEqualTo(StepVerdict.PASS);
    }

    @Test
    void withoutTimesNobodyKnows() throws IOException {
        write("no time\n");
        StepReport step = run("since: 5m, must_not: [ERROR]");
        assertThat(step.verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
        assertThat(step.why()).startsWith("no line begins with a time");
    }

    @Test
    void aLogThatIsNotThereIsNoPass() {
        StepReport step = run("since: all, must_not: [ERROR]");
        assertThat(step.verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
        assertThat(step.why()).contains("bot.log cannot be read: it does not exist");
    }

    @Test
    void whatMustNotBeThereEndsTheWaiting() throws IOException {
        write("");
        VirtualTime time = new VirtualTime();
        Files.writeString(directory.resolve("bot.log"), "panic\n");
        StepReport step = run(
                new Plans.Ground(vertx).time(time),
                "log: {file: bot.log, since: all, must: [ready], must_not: [panic]}\nwithin: 60s");
        assertThat(step.verdict()).isEqualTo(StepVerdict.FAIL);
        assertThat(step.tries()).isEqualTo(1);
    }

    @Test
    void standardInput() {
        StepReport step = run(
                new Plans.Ground(vertx).stdin("banner\nidle\n"),
                "log: {file: '-', must: [banner, idle], in_order: true, must_not: [order]}");
        assertThat(step.verdict()).as(step.why()).isEqualTo(StepVerdict.PASS);
        assertThat(step.request()).isEqualTo("standard input, all");
    }

    /** Linear time: this pattern takes a backtracking engine longer than the universe has. */
    @Test
    void aPatternCannotHangThePlan() throws IOException {
        write("a".repeat(10_000) + "\n");
        assertThat(run("since: all, must_not: ['(a+)+$b']").verdict()).isEqualTo(StepVerdict.PASS);
    }

    @Test
    void whatWasNotReadOfAnEndlessLineIsNotTakenForGood() throws IOException {
        write("x".repeat(1 << 20) + "needle\nshort\n");
        assertThat(run("since: all, must: [short]").verdict()).isEqualTo(StepVerdict.PASS);
        StepReport without = run("since: all, must: [short], must_not: [needle]");
        assertThat(without.verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
        assertThat(without.why()).isEqualTo("line 1 is longer than 16 KiB, and was not read to its end");
        assertThat(run("since: all, must: [needle]").verdict()).isEqualTo(StepVerdict.INCONCLUSIVE);
        assertThat(run("since: all, must_not: [short]").verdict()).isEqualTo(StepVerdict.FAIL);
    }

    @Test
    void aLineOfJustTheLengthThatIsLookedAtIsWhole() throws IOException {
        write("x".repeat(16 * 1024) + "\n");
        assertThat(run("since: all, must_not: [needle]").verdict()).isEqualTo(StepVerdict.PASS);
    }

    @Test
    void timesAsLogsWriteThem() {
        Instant expected = Instant.parse("2026-11-21T13:30:12.130Z");
        ZoneId zone = ZoneOffset.ofHours(1);
        assertThat(LogTime.of("2026-11-21T13:30:12.130Z INFO x", zone)).contains(expected);
        assertThat(LogTime.of("2026-11-21 14:30:12,130 INFO x", zone)).contains(expected);
        assertThat(LogTime.of("{\"ts\":\"2026-11-21T15:30:12.13+02:00\"}", zone))
                .contains(expected);
        assertThat(LogTime.of("[2026-11-21 14:30:12.130] x", zone)).contains(expected);
        assertThat(LogTime.of("2026-13-41 14:30:12 x", zone)).isEmpty();
        assertThat(LogTime.of("nothing", zone)).isEmpty();
    }
}
