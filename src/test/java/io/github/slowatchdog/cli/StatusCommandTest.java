package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code status} as a person or a CI job types it, against a real server. */
@Execution(ExecutionMode.CONCURRENT)
class StatusCommandTest {

    private static final StopOrder ORDER =
            new StopOrder("mx1-manual", Cause.MANUAL, "", "looks odd\u001b[2J\nOK", Boards.NOW, "ann");

    private ServedBoard served;

    @BeforeEach
    void serve() throws Exception {
        served = new ServedBoard(ServerProcess.freePort(), soak(SoakVerdict.SOAKING));
    }

    @AfterEach
    void end() throws Exception {
        served.close();
    }

    private static Board soak(SoakVerdict verdict) {
        return soakBoards(verdict).board();
    }

    private static Boards soakBoards(SoakVerdict verdict) {
        return Boards.fresh().redis(true).soak("canary-live", verdict, Duration.ofHours(6));
    }

    private Terminal status(String... more) {
        String[] all = new String[more.length + 3];
        System.arraycopy(new String[] {"status", "--url", served.url()}, 0, all, 0, 3);
        System.arraycopy(more, 0, all, 3, more.length);
        return new Terminal().run(all);
    }

    /** -Dgolden=rewrite writes the file anew; look at what changed. */
    @Test
    void oneTable() throws Exception {
        served.show(soakBoards(SoakVerdict.FAIL)
                .measured("duplicate_intents", "== 0", Value.of(1), Verdict.BREACH, 7)
                .measured("error_rate", "< 0.5%", Value.of(0.00125), Verdict.PASS, 3)
                .blind("depth", Reason.TIMEOUT, 9, Boards.NOW.minusSeconds(400))
                .waiting("mode", Lane.BOT, Lane.PROMETHEUS)
                .stop(StopState.CONFIRMED, ORDER)
                .board());
        Terminal table = status();
        Path golden = Path.of("src/test/resources/golden/status.txt");
        if ("rewrite".equals(System.getProperty("golden"))) {
            Files.writeString(golden, table.out());
        }
        assertThat(table.out()).isEqualTo(Files.readString(golden));
        assertThat(table.out()).doesNotContain("\u001b");
        assertThat(table.exit()).isZero();
        Terminal json = status("--json");
        assertThat(json.exit()).isZero();
        assertThat(new JsonObject(json.out()).getJsonObject("stop").getString("state"))
                .isEqualTo("confirmed");
        assertThat(json.out().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"PASS, 0, gate open", "FAIL, 1, gate closed", "INCONCLUSIVE, 2, gate closed", "SOAKING, 1, gate closed"
    })
    void theGateInOneLine(SoakVerdict verdict, int exit, String line) {
        served.show(soak(verdict));
        Terminal gate = status("--gate");
        assertThat(gate.exit()).isEqualTo(exit);
        assertThat(gate.out().lines()).hasSize(1);
        assertThat(gate.out()).startsWith(line + ": phase canary-live, soak mhx0soak: ");
        assertThat(gate.err()).isEmpty();
        Terminal json = status("--gate", "--json");
        assertThat(json.exit()).isEqualTo(exit);
        assertThat(new JsonObject(json.out()).getBoolean("open")).isEqualTo(exit == 0);
    }

    @Test
    void aStopClosesTheGateWhateverTheSoak() {
        for (SoakVerdict verdict : SoakVerdict.values()) {
            served.show(soakBoards(verdict).stop(StopState.ORDERED, ORDER).board());
            Terminal gate = status("--gate");
            assertThat(gate.exit()).isEqualTo(1);
            assertThat(gate.out().lines()).hasSize(1);
            assertThat(gate.out()).contains("a stop is in force: mx1-manual by ann, looks odd [2J OK");
        }
    }

    @Test
    void whatNobodyKnowsIsNoYesAndNoNo() {
        served.show(soakBoards(SoakVerdict.PASS).redis(false).board());
        assertThat(status("--gate").exit()).isEqualTo(2);
        served.show(
                soakBoards(SoakVerdict.PASS).beat(Boards.NOW.minusSeconds(60)).board());
        assertThat(status("--gate").exit()).isEqualTo(2);
    }

    @Test
    void aWatchdogThatIsNotThereIsSaidPlainly() throws Exception {
        served.goAway();
        for (String[] how : new String[][] {{}, {"--gate"}, {"--wait", "1s"}, {"--gate", "--json"}}) {
            Terminal away = status(how);
            assertThat(away.exit()).as(String.join(" ", how)).isEqualTo(5);
            assertThat(away.out()).isEmpty();
            assertThat(away.err()).contains("refused").contains("fix:").doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>hello",
                "{}",
                "[]",
                "{\"open\":true}",
                "{\"open\":\"yes\",\"verdict\":1}",
                "{\"objectives\":1,\"stop\":2}",
                "{\"objectives\":[],\"stop\":null}"
            })
    void whatIsNoWatchdogIsNoData(String body) throws Exception {
        try (FaultyServer other = FaultyServer.answering(body)) {
            for (String how : new String[] {"--gate", "--json"}) {
                Terminal odd = new Terminal().run("status", how, "--url", "http://127.0.0.1:" + other.port());
                assertThat(odd.exit()).as(how).isEqualTo(2);
                assertThat(odd.out()).isEmpty();
                assertThat(odd.err()).contains("fix:").doesNotContain("Exception");
            }
        }
    }

    @Test
    void misuse() {
        assertThat(status("--wait", "soon").exit()).isEqualTo(4);
        assertThat(status("--wait", "soon").err()).contains("no duration").contains("2h30m");
        assertThat(new Terminal().run("status", "--url", "localhost:9911").exit())
                .isEqualTo(4);
        assertThat(new Terminal().run("status", "--config", "nowhere.yaml").exit())
                .isEqualTo(4);
    }

    @Test
    void anotherPhaseSaysNothingOfTheOneAskedFor() {
        served.show(soak(SoakVerdict.PASS));
        assertThat(status("--gate", "--phase", "canary-live").exit()).isZero();
        Terminal other = status("--gate", "--phase", "full-live");
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).contains("runs phase canary-live").contains("full-live");
    }

    @Test
    void waitingSurvivesARestartAndEndsWithTheSoak() throws Exception {
        Terminal ended = new Terminal();
        CompletableFuture<Terminal> waiting =
                CompletableFuture.supplyAsync(() -> ended.run("status", "--url", served.url(), "--wait", "2m"));
        ServerProcess.await("it waits", () -> ended.err().contains("the soak goes on"));
        served.goAway();
        ServerProcess.await("it has noticed", () -> ended.err().contains("asking again"));
        served.comeBack();
        served.show(soak(SoakVerdict.PASS));
        waiting.get(60, TimeUnit.SECONDS);
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).startsWith("gate open: ");
        assertThat(ended.out().lines()).hasSize(1);
        assertThat(ended.err())
                .contains("the soak goes on")
                .contains("6h of 24h clean")
                .contains("; asking again")
                .doesNotContain("\u001b")
                .doesNotContain("\r");
        assertThat(ended.err().lines().count()).as("a line for a change").isLessThan(6);
    }

    @ParameterizedTest
    @CsvSource({"PASS, 0", "FAIL, 1", "INCONCLUSIVE, 2"})
    void waitingForWhatHasEndedEndsAtOnce(SoakVerdict verdict, int exit) {
        served.show(soak(verdict));
        assertThat(status("--wait", "1h").exit()).isEqualTo(exit);
    }

    @Test
    void aSoakThatPassedUnderAStopIsOver() {
        served.show(
                soakBoards(SoakVerdict.PASS).stop(StopState.CONFIRMED, ORDER).board());
        assertThat(status("--wait", "1h").exit()).isEqualTo(1);
    }

    @Test
    void theTimeIsOverBeforeTheSoak() {
        Terminal over = status("--wait", "1s");
        assertThat(over.exit()).isEqualTo(2);
        assertThat(over.out()).startsWith("gate closed: ");
        assertThat(over.err()).contains("has not ended within 1s").contains("same command");
    }
}
