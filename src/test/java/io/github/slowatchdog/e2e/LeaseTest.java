package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The dead-man lease: there while somebody watches, and gone when nobody does (SPEC 7.5). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class LeaseTest {

    private static final String KEY = "exec_mode:lease";
    private static final String STOP = """
            when_blind: {after: 2s, then: warn}
            lease: {ttl: 3s}
            """;

    @TempDir
    Path directory;

    @Test
    void endsWithinItsTimeAfterKill9AndAtOnceAtTheEnd() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            String config = stage.configuration(prometheus.url().getPort(), Stage.DUPLICATES, STOP)
                    .toString();
            try (WatchdogProcess watchdog = WatchdogProcess.start(directory, "run", "-c", config)) {
                stage.await("the lease is there", () -> has(stage));
                long until = System.nanoTime() + Duration.ofSeconds(6).toNanos();
                ServerProcess.await("twice its time", () -> {
                    assertThat(stage.redis().get(KEY)).contains("stage");
                    return System.nanoTime() > until;
                });
                watchdog.kill();
                long ttl = stage.redis().ask(jedis -> jedis.pttl(KEY));
                assertThat(ttl).isBetween(0L, 3000L);
                stage.await("it ends", () -> !has(stage));
            }
            try (WatchdogProcess watchdog = WatchdogProcess.start(directory, "run", "-c", config)) {
                stage.await("the lease is there", () -> has(stage));
                assertThat(watchdog.terminate()).isZero();
                assertThat(has(stage)).isFalse();
            }
        }
    }

    @Test
    void isGoneWhileBlindAndWhileStopped() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            stage.watch(prometheus.url().getPort(), Stage.DUPLICATES, STOP);
            stage.await("the lease is there", () -> has(stage));
            stage.await("it is shown", () -> stage.board().stop().leaseHeld());

            prometheus.process().freeze();
            stage.awaitVerdict("duplicate_intents", Verdict.BLIND);
            stage.await("it is gone while blind", () -> !has(stage));
            assertThat(stage.board().stop().order()).isEmpty();
            prometheus.process().thaw();
            stage.await("it is back", () -> has(stage));

            stage.bot().inject("duplicate");
            stage.awaitStopped();
            stage.await("it is gone while stopped", () -> !has(stage));
            assertThat(stage.board().stop().leaseHeld()).isFalse();
        }
    }

    @Test
    void anotherWatchdogsLeaseIsNotTakenAway() throws Exception {
        try (Stage stage = Stage.open(directory)) {
            PrometheusServer prometheus = stage.prometheus();
            stage.watch(prometheus.url().getPort(), Stage.DUPLICATES, STOP);
            stage.await("the lease is there", () -> has(stage));
            prometheus.process().freeze();
            stage.awaitVerdict("duplicate_intents", Verdict.BLIND);
            stage.await("it is gone while blind", () -> !has(stage));
            stage.redis().set(KEY, "another");
            var beat = stage.board().beat().plusSeconds(3);
            stage.await("some beats", () -> stage.board().beat().isAfter(beat));
            assertThat(stage.redis().get(KEY)).contains("another");
        }
    }

    private static boolean has(Stage stage) {
        return stage.redis().get(KEY).isPresent();
    }
}
