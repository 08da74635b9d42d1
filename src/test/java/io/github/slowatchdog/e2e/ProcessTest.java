package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code run} as a process, the way a container runs it: how it starts, what it survives, how it ends. */
@Execution(ExecutionMode.CONCURRENT)
class ProcessTest {

    private static final String STOP_WHEN_BLIND = "when_blind: {after: 4s, then: stop}";

    @TempDir
    Path directory;

    @Test
    void watchesStopsAndEndsWithoutReleasing() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            Path config = stage.configuration(
                    prometheus.url().getPort(), SeedObjectivesTest.RULES, "when_blind: {after: 1m, then: warn}");
            try (WatchdogProcess watchdog = WatchdogProcess.start(directory, "run", "-c", config.toString())) {
                stage.await("it watches", () -> watchdog.log().contains("slo=exec_mode from=waiting to=pass"));
                stage.bot().inject("duplicate");
                stage.await("the bot is stopped", () -> stage.bot().mode().equals("DRY"));
                stage.await("it is confirmed", () -> watchdog.log().contains("stop confirmed"));
                assertThat(watchdog.terminate()).as(watchdog.log()).isZero();
                assertThat(stage.flagSaysStop()).as("ending is not a release").isTrue();
                assertThat(watchdog.log()).doesNotContain("Exception", "WARN  stop written");
            }
        }
    }

    @Test
    void anAnswerTooLargeForItsHeapIsBlindnessAndNotItsEnd() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            FaultyServer store = stage.with(FaultyServer.answering(hugeMatrix()));
            Path config = stage.configuration(store.port(), SeedObjectivesTest.RULES, STOP_WHEN_BLIND);
            try (WatchdogProcess watchdog = WatchdogProcess.start(directory, "run", "-c", config.toString())) {
                stage.await(
                        "the bot is stopped, or the watchdog is gone",
                        () -> stage.bot().mode().equals("DRY") || !watchdog.isAlive());
                assertThat(watchdog.isAlive()).as(watchdog.log()).isTrue();
                stage.await("it says why", () -> watchdog.log().contains("to=blind"));
                assertThat(watchdog.log()).doesNotContain("OutOfMemory");
            }
        }
    }

    @Test
    void aPortThatIsTakenIsSaidAndNothingRuns() throws Exception {
        try (Stage stage = Stage.open(directory);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path config = stage.configuration(ServerProcess.freePort(), SeedObjectivesTest.RULES, STOP_WHEN_BLIND);
            Files.writeString(
                    config, Files.readString(config).replace("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort()));
            try (WatchdogProcess watchdog = WatchdogProcess.start(directory, "run", "-c", config.toString())) {
                assertThat(watchdog.exit()).isEqualTo(3);
                assertThat(watchdog.log())
                        .contains("cannot listen on")
                        .contains("http.listen")
                        .doesNotContain("\tat ");
            }
        }
    }

    /** Before there is anything to close, and so before it says that it serves: here it still asks for the build. */
    @Test
    void toldToEndWhileItStartsItEndsAsAsked() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            FaultyServer store = stage.with(FaultyServer.start(FaultyServer.Fault.HANG));
            Path config = stage.configuration(store.port(), SeedObjectivesTest.RULES, STOP_WHEN_BLIND);
            Files.writeString(
                    config,
                    Files.readString(config)
                            .replace("window: 5s", "window: 5s, restart_on_build: {metric: unknown_info, label: v}"));
            try (WatchdogProcess watchdog = WatchdogProcess.start(directory, "run", "-c", config.toString())) {
                stage.await("it asks", () -> !store.requests().isEmpty());
                assertThat(watchdog.terminate()).as(watchdog.log()).isZero();
                assertThat(watchdog.log()).doesNotContain("serving", "Exception");
            }
        }
    }

    @Test
    void aBadConfigurationStartsNothing() throws Exception {
        Path config = Files.writeString(directory.resolve("bad.yaml"), "name: x\nrulez: [rules.yaml]\n");
        try (WatchdogProcess watchdog = WatchdogProcess.start(directory, "run", "-c", config.toString())) {
            assertThat(watchdog.exit()).isEqualTo(4);
            assertThat(watchdog.log())
                    .contains("bad.yaml:2:1: unknown key \"rulez\"")
                    .contains("nothing was started");
        }
    }

    /** A valid answer of some 13 MB to whatever is asked. */
    private static String hugeMatrix() {
        StringBuilder json =
                new StringBuilder("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
        for (int i = 0; i < 150_000; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"metric\":{\"__name__\":\"up\",\"instance\":\"")
                    .append(i)
                    .append("\",\"job\":\"x\"},\"values\":[[1,\"1\"]]}");
        }
        return json.append("]}}").toString();
    }
}
