package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Faketime;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The watchdog itself is frozen, told to end, or has its clock set. */
@Tag("heavy")
@Execution(ExecutionMode.CONCURRENT)
class ProcessFaultsTest {

    /** Longer than the loop takes for a stall, and than the patience with blindness below. */
    private static final Duration FREEZE = Duration.ofSeconds(12);

    private static final String STOP_WHEN_BLIND = "when_blind: {after: 8s, then: stop}";

    @TempDir
    Path directory;

    @Test
    void frozenItDecidesNothingFromOldSamplesAndSeesTheEventAfterwards() throws Exception {
        try (Stage stage = Stage.open(directory);
                WatchdogProcess watchdog = watched(stage, STOP_WHEN_BLIND, Map.of())) {
            watchdog.signal("STOP");
            pass(FREEZE);
            watchdog.signal("CONT");
            stage.await("it notices", () -> watchdog.log().contains("loop was stalled"));
            whileNothingIsStopped(stage, watchdog, Duration.ofSeconds(10));

            watchdog.signal("STOP");
            stage.bot().inject("duplicate");
            pass(FREEZE);
            assertThat(stage.flag()).isEmpty();
            watchdog.signal("CONT");
            stage.await("the bot is stopped", () -> stage.bot().mode().equals("DRY"));
            stage.await("it is told", () -> watchdog.log().contains("stop ordered"));
            assertThat(watchdog.log()).contains("cause=breach").doesNotContain("cause=blind");
        }
    }

    @Test
    void endsWithinSecondsAlsoWhenEverythingHangs() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            try (WatchdogProcess watchdog = watched(stage, prometheus, STOP_WHEN_BLIND, Map.of())) {
                stage.bot().inject("duplicate");
                stage.await("the bot is stopped", () -> stage.bot().mode().equals("DRY"));
                stage.redis().freeze();
                prometheus.process().freeze();
                assertThat(watchdog.terminate(Duration.ofSeconds(5)))
                        .as(watchdog.log())
                        .isZero();
                stage.redis().thaw();
                assertThat(stage.flagSaysStop()).as("ending is not a release").isTrue();
            }
        }
    }

    @Test
    void aClockThatJumpsAnHourDecidesNothing() throws Exception {
        Path offset = Files.writeString(directory.resolve("offset"), "+0s\n");
        Map<String, String> faked = Faketime.environment(offset);
        try (Stage stage = Stage.open(directory);
                WatchdogProcess watchdog = watched(stage, "when_blind: {after: 1m, then: stop}", faked)) {
            int jumps = 0;
            for (String jump : new String[] {"+1h\n", "+0s\n", "-1h\n", "+0s\n"}) {
                Files.writeString(offset, jump);
                jumps++;
                int told = jumps;
                stage.await("it notices", () -> told(watchdog, "clock was set") == told);
                whileNothingIsStopped(stage, watchdog, Duration.ofSeconds(10));
            }
            stage.bot().inject("duplicate");
            try {
                stage.await("a breach after it all", () -> stage.bot().mode().equals("DRY"));
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + watchdog.log(), e);
            }
            stage.await("it is told", () -> watchdog.log().contains("stop ordered"));
            assertThat(watchdog.log()).contains("cause=breach").doesNotContain("cause=blind");
        }
    }

    private WatchdogProcess watched(Stage stage, String stop, Map<String, String> environment) {
        return watched(stage, stage.prometheus(), stop, environment);
    }

    private WatchdogProcess watched(
            Stage stage, PrometheusServer prometheus, String stop, Map<String, String> environment) {
        Path config = stage.configuration(prometheus.url().getPort(), Stage.DUPLICATES, stop);
        WatchdogProcess watchdog = WatchdogProcess.start(directory, environment, "run", "-c", config.toString());
        try {
            stage.await("it watches", () -> watchdog.log().contains("slo=duplicate_intents from=waiting to=pass"));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + watchdog.log(), e);
        }
        return watchdog;
    }

    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        ServerProcess.await("time passes", () -> System.nanoTime() > until);
    }

    private static void whileNothingIsStopped(Stage stage, WatchdogProcess watchdog, Duration time) {
        long until = System.nanoTime() + time.toNanos();
        ServerProcess.await("time passes", () -> {
            assertThat(stage.flag()).as(watchdog.log()).isEmpty();
            return System.nanoTime() > until;
        });
    }

    private static long told(WatchdogProcess watchdog, String event) {
        return watchdog.log().lines().filter(line -> line.contains(event)).count();
    }
}
