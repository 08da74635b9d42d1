package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** Redis fails before, while and after the stop: the flag ends up right, and the bot in DRY (R1 to R10). */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class RedisFaultsTest {

    private static final String POLICY = "when_blind: {after: 1m, then: warn}";

    @TempDir
    Path directory;

    @Test
    void killedDuringTheBreachAndBackEmpty() throws Exception {
        try (Stage stage = watched()) {
            stage.redis().kill();
            breach(stage);
            assertThat(stage.board().stop().state()).isEqualTo(StopState.ORDERED);

            stage.redis().start();

            stage.awaitStopped();
            assertStopped(stage);
            assertThat(failures(stage, SwitchFailure.UNREACHABLE)).isPositive();
        }
    }

    @Test
    void hungDuringTheBreach() throws Exception {
        try (Stage stage = watched()) {
            stage.redis().process().freeze();
            breach(stage);
            stage.await("a write has timed out", () -> failures(stage, SwitchFailure.TIMEOUT) > 0);

            stage.redis().process().thaw();

            stage.awaitStopped();
            assertStopped(stage);
        }
    }

    @Test
    void restartedEmptyAfterTheStop() throws Exception {
        assertWrittenAgain(SwitchReport.Rewrite.LOST, stage -> {
            stage.redis().kill();
            stage.redis().start();
        });
    }

    @Test
    void deletedAfterTheStop() throws Exception {
        assertWrittenAgain(SwitchReport.Rewrite.LOST, stage -> stage.redis().tell(jedis -> jedis.del(Stage.KEY)));
    }

    @Test
    void overwrittenByHandIsNoRelease() throws Exception {
        assertWrittenAgain(
                SwitchReport.Rewrite.OVERWRITTEN,
                stage -> stage.redis()
                        .tell(jedis -> jedis.set(Stage.KEY, "{\"mode\":\"LIVE\",\"emergency_stop\":false}")));
    }

    /** A failover to a master that is empty, or behind, and takes no writes. */
    @Test
    void lostAndRefusedAfterTheStopIsNotWritten() throws Exception {
        try (Stage stage = watched()) {
            breach(stage);
            stage.awaitStopped();
            stage.redis().tell(jedis -> {
                jedis.sendCommand(Protocol.Command.MULTI);
                jedis.sendCommand(Protocol.Command.SET, Stage.KEY, "{\"mode\":\"LIVE\",\"emergency_stop\":false}");
                jedis.sendCommand(Protocol.Command.CONFIG, "SET", "min-replicas-to-write", "3");
                jedis.sendCommand(Protocol.Command.EXEC);
            });
            stage.await("it is not written", () -> stage.board().stop().state() == StopState.ORDERED);
            stage.redis().tell(jedis -> jedis.configSet("min-replicas-to-write", "0"));
            stage.awaitStopped();
            assertThat(stage.board().stop().reasserts()).containsEntry(SwitchReport.Rewrite.OVERWRITTEN, 1L);
            assertStopped(stage);
        }
    }

    @Test
    void aKeyOfAnotherTypeIsReplaced() throws Exception {
        refusedThenStopped(jedis -> jedis.lpush(Stage.KEY, "not a flag"), jedis -> {});
    }

    @Test
    void outOfMemory() throws Exception {
        refusedThenStopped(jedis -> jedis.configSet("maxmemory", "1"), jedis -> jedis.configSet("maxmemory", "0"));
    }

    @Test
    void readOnlyReplica() throws Exception {
        refusedThenStopped(jedis -> jedis.replicaof("127.0.0.1", 1), Jedis::replicaofNoOne);
    }

    private void refusedThenStopped(Consumer<Jedis> fault, Consumer<Jedis> cure) throws Exception {
        try (Stage stage = watched()) {
            stage.redis().tell(fault);
            breach(stage);
            stage.redis().tell(cure);
            stage.awaitStopped();
            assertStopped(stage);
        }
    }

    private void assertWrittenAgain(SwitchReport.Rewrite reason, Consumer<Stage> fault) throws Exception {
        try (Stage stage = watched()) {
            breach(stage);
            stage.awaitStopped();
            String order = stage.board().stop().order().orElseThrow().id();

            fault.accept(stage);

            stage.await(
                    "written again as " + reason,
                    () -> stage.board().stop().reasserts().getOrDefault(reason, 0L) > 0);
            stage.await("the flag says stop", stage::flagSaysStop);
            stage.awaitStopped();
            assertStopped(stage);
            assertThat(stage.board().stop().order().orElseThrow().id()).isEqualTo(order);
        }
    }

    private Stage watched() {
        Stage stage = Stage.open(directory);
        PrometheusServer prometheus = stage.prometheus();
        stage.watch(prometheus.url().getPort(), Stage.DUPLICATES, POLICY);
        stage.awaitAllPass();
        return stage;
    }

    private static void breach(Stage stage) {
        stage.bot().inject("duplicate");
        stage.awaitVerdict("duplicate_intents", Verdict.BREACH);
    }

    private static void assertStopped(Stage stage) {
        assertThat(stage.flagSaysStop()).isTrue();
        assertThat(stage.bot().mode()).isEqualTo("DRY");
    }

    private static long failures(Stage stage, SwitchFailure failure) {
        return stage.board()
                .stop()
                .writeFailures()
                .getOrDefault("redis", Map.of())
                .getOrDefault(failure.word(), 0L);
    }
}
