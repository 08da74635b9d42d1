package io.github.slowatchdog.redis;

import static io.github.slowatchdog.redis.Flags.KEY;
import static io.github.slowatchdog.redis.Flags.LIVE;
import static io.github.slowatchdog.redis.Flags.assertStopped;
import static io.github.slowatchdog.redis.Flags.green;
import static io.github.slowatchdog.redis.Flags.held;
import static io.github.slowatchdog.redis.Flags.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.FlagDocument;
import io.github.slowatchdog.stop.Replicated;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.resps.AccessControlLogEntry;

/** WAIT as evidence: what the replicas have is told, and nothing waits for them. R8. */
@Execution(ExecutionMode.CONCURRENT)
class ReplicaWitnessTest {

    /** Long, so that a frozen replica keeps the question open while the rest goes on. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    @TempDir
    Path directory;

    RedisServer master;
    RedisServer replica;

    @BeforeEach
    void start() {
        master = RedisServer.start(directory, "--repl-diskless-sync-delay", "0");
        master.set(KEY, LIVE);
        replica = RedisServer.replicaOf(master, directory);
        ServerProcess.await(
                "it takes part",
                () -> master.ask(jedis -> {
                    jedis.set("first", "write");
                    return jedis.waitReplicas(1, 100) == 1;
                }));
    }

    private String info() {
        return master.ask(jedis -> jedis.info("replication"));
    }

    @AfterEach
    void end() {
        replica.close();
        master.close();
    }

    @Test
    void everyReplicaHasIt() {
        try (Closing one = open(settings(TIMEOUT))) {
            await(one.it.look(green()));
            held(await(one.it.hold(order("a"))), Rewrite.FIRST);

            assertThat(await(one.it.replicated())).contains(new Replicated(1, 1));
            assertStopped(replica);
        }
    }

    @Test
    void frozenReplicaDelaysNothingAndIsTold() {
        try (Closing one = open(settings(TIMEOUT))) {
            await(one.it.look(green()));
            replica.freeze();
            held(await(one.it.hold(order("a"))), Rewrite.FIRST);
            Future<Optional<Replicated>> asked = one.it.replicated();

            for (int i = 0; i < 3; i++) {
                assertThat(await(one.it.look(green()))).isInstanceOf(SwitchReport.Ordered.class);
                held(await(one.it.hold(order("a"))));
            }
            assertThat(asked.isComplete())
                    .as("the replica is still being asked")
                    .isFalse();

            assertThat(await(asked)).contains(new Replicated(0, 1));
            replica.thaw();
            assertThat(await(one.it.replicated())).contains(new Replicated(1, 1));
        }
    }

    @Test
    void nothingIsAskedOfAServerThatIsAlone() {
        replica.close();
        try (Closing one = open(settings(TIMEOUT))) {
            ServerProcess.await("the replica is gone", () -> info().contains("connected_slaves:0"));
            held(await(one.it.hold(order("a"))));
            long before = master.calls("wait");

            assertThat(await(one.it.replicated())).isEmpty();
            assertThat(master.calls("wait")).isEqualTo(before);
        }
    }

    @Test
    void aFlagThatDoesNotSayStopIsNoEvidence() {
        try (Closing one = open(settings(TIMEOUT))) {
            assertThat(await(one.it.replicated())).isEmpty();
        }
    }

    @Test
    void aRedisThatIsGoneIsNoTrouble() {
        try (Closing one = open(settings(Duration.ofMillis(300)))) {
            held(await(one.it.hold(order("a"))));
            master.kill();
            assertThat(await(one.it.replicated())).isEmpty();
        }
    }

    /** The rights of the guide work without WAIT, and with what it adds for it WAIT works. */
    @Test
    void theRightIsOptional() throws IOException {
        user(Guide.acl());
        try (Closing one = open(Flags.as(master.address(), "dog", "pw"))) {
            await(one.it.look(green()));
            held(await(one.it.hold(order("a"))), Rewrite.FIRST);
            assertThat(await(one.it.replicated())).isEmpty();
            held(await(one.it.hold(order("a"))));

            List<String> more = new ArrayList<>(Guide.acl());
            more.add("+wait");
            user(more);
            assertThat(Guide.text()).contains("`+wait`");
            master.tell(jedis -> jedis.aclLogReset());
            assertThat(await(one.it.replicated())).contains(new Replicated(1, 1));
            List<AccessControlLogEntry> denied = master.ask(jedis -> jedis.aclLog());
            assertThat(denied).isEmpty();
        }
    }

    private void user(List<String> rules) {
        List<String> line = new ArrayList<>(List.of("SETUSER", "dog", "reset", "on", ">pw"));
        line.addAll(rules);
        master.tell(jedis -> {
            jedis.sendCommand(Command.ACL, line.toArray(String[]::new));
        });
    }

    private Settings.Redis settings(Duration timeout) {
        return new Settings.Redis(
                master.address(),
                Optional.empty(),
                Optional.empty(),
                Settings.Tls.STANDARD,
                KEY,
                FlagDocument.standard(),
                timeout);
    }

    private static Closing open(Settings.Redis settings) {
        return new Closing(RedisKillSwitch.open("canary", settings));
    }

    private record Closing(RedisKillSwitch it) implements AutoCloseable {
        @Override
        public void close() {
            await(it.close());
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
