package io.github.slowatchdog.redis;

import static io.github.slowatchdog.redis.Flags.KEY;
import static io.github.slowatchdog.redis.Flags.LIVE;
import static io.github.slowatchdog.redis.Flags.assertOthersKept;
import static io.github.slowatchdog.redis.Flags.assertStopped;
import static io.github.slowatchdog.redis.Flags.failed;
import static io.github.slowatchdog.redis.Flags.green;
import static io.github.slowatchdog.redis.Flags.held;
import static io.github.slowatchdog.redis.Flags.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.RedisAddress;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.SentinelServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Replicas, failover, Sentinel: the flag is right on the server that is master. R3, R8. */
@Execution(ExecutionMode.CONCURRENT)
class RedisReplicationTest {

    @TempDir
    Path directory;

    RedisServer master;
    RedisServer replica;

    @BeforeEach
    void start() {
        master = RedisServer.start(directory, "--repl-diskless-sync-delay", "0");
        master.set(KEY, LIVE);
        replica = RedisServer.replicaOf(master, directory);
    }

    @AfterEach
    void end() {
        replica.close();
        master.close();
    }

    @Test
    void addressOfAReplicaR3() {
        try (FlagStore store = Flags.store(replica)) {
            assertThat(store.look(green())).isInstanceOf(SwitchReport.Clear.class);
            held(store.hold(order("a")), Rewrite.FIRST);
            assertStopped(master);
            assertOthersKept(master);
        }
    }

    @Test
    void replicaWhoseMasterIsGone() {
        master.kill();
        try (FlagStore store = Flags.store(replica)) {
            failed(store.look(green()), SwitchFailure.READONLY);
            failed(store.hold(order("a")), SwitchFailure.READONLY);
            replica.tell(jedis -> jedis.replicaofNoOne());
            held(store.hold(order("a")), Rewrite.FIRST);
            assertStopped(replica);
        }
    }

    /** A write to it would be taken, and lost at the next sync. */
    @Test
    void replicaThatTakesWritesIsNoMaster() {
        replica.config("replica-read-only", "no");
        try (FlagStore store = Flags.store(replica)) {
            held(store.hold(order("a")), Rewrite.FIRST);
            assertStopped(master);
        }
    }

    @Test
    void masterThatBecomesAReplicaUnderAnOpenConnection() {
        try (FlagStore store = Flags.store(master)) {
            store.look(green());
            replica.tell(jedis -> jedis.replicaofNoOne());
            master.tell(jedis -> jedis.replicaof("127.0.0.1", replica.port()));

            held(store.hold(order("a")), Rewrite.FIRST);

            assertStopped(replica);
            assertThat(store.order()).contains(order("a"));
        }
    }

    @Test
    void masterThatBecomesAReplicaWhileTheOrderIsHeld() {
        try (FlagStore store = Flags.store(master)) {
            store.look(green());
            held(store.hold(order("a")));
            replica.tell(jedis -> jedis.replicaofNoOne());
            replica.set(KEY, LIVE);
            master.tell(jedis -> jedis.replicaof("127.0.0.1", replica.port()));

            held(store.hold(order("a")));

            assertStopped(replica);
        }
    }

    @Test
    void failoverWhileHolding() {
        try (SentinelServer sentinel = SentinelServer.start(directory, master, 1);
                FlagStore store = Flags.store(Flags.settings(sentinel.address()))) {
            assertThat(store.look(green())).isInstanceOf(SwitchReport.Clear.class);
            held(store.hold(order("a")), Rewrite.FIRST);
            assertStopped(master);
            master.kill();

            ServerProcess.await(
                    "the stop on the new master", () -> store.hold(order("a")) instanceof SwitchReport.Held);

            assertStopped(replica);
            ServerProcess.await("Sentinel to say so", () -> sentinel.masterPort() == replica.port());
            ServerProcess.await("held", () -> store.hold(order("a")) instanceof SwitchReport.Held);
            assertStopped(replica);
            assertOthersKept(replica);
            assertThat(store.order()).contains(order("a"));
        }
    }

    /** R8: acknowledged by the old master, never seen by the new one. */
    @Test
    void writeLostInAFailover() {
        try (SentinelServer sentinel = SentinelServer.start(directory, master, 1);
                FlagStore store = Flags.store(Flags.settings(sentinel.address()))) {
            store.look(green());
            replica.tell(jedis -> jedis.replicaof("127.0.0.1", 1));
            held(store.hold(order("a")), Rewrite.FIRST);
            replica.tell(jedis -> assertThat(jedis.get(KEY)).isEqualTo(LIVE));
            master.kill();
            replica.tell(jedis -> jedis.replicaofNoOne());
            try (FlagStore direct = Flags.store(replica)) {
                assertThat(direct.look(green())).isInstanceOf(SwitchReport.Clear.class);
            }
        }
        try (FlagStore store = Flags.store(replica)) {
            held(store.hold(order("a")), Rewrite.FIRST);
            assertStopped(replica);
        }
    }

    /** The old master lives on and would still answer. */
    @Test
    void failoverByCommand() {
        try (SentinelServer sentinel = SentinelServer.start(directory, master, 1);
                FlagStore store = Flags.store(Flags.settings(sentinel.address()))) {
            store.look(green());
            sentinel.failover();
            ServerProcess.await("failover", () -> sentinel.masterPort() == replica.port());

            ServerProcess.await("the stop on the new master", () -> {
                store.hold(order("a"));
                return Flags.flag(replica).getBoolean("emergency_stop", false);
            });
            ServerProcess.await("held", () -> store.hold(order("a")) instanceof SwitchReport.Held);
            assertStopped(replica);
        }
    }

    /** Cut off from the others it does not know that it is master no more; Sentinel knows. */
    @Test
    void sentinelNamesAnotherAlthoughTheOldOneIsWell() {
        try (SentinelServer sentinel = SentinelServer.start(directory, master, 1);
                FlagStore store = Flags.store(Flags.settings(sentinel.address()))) {
            store.look(green());
            held(store.hold(order("a")));
            replica.tell(jedis -> jedis.replicaofNoOne());
            replica.set(KEY, LIVE);
            sentinel.monitor(replica);

            ServerProcess.await("the stop on the new master", () -> {
                store.hold(order("a"));
                return Flags.flag(replica).getBoolean("emergency_stop", false);
            });
            held(store.hold(order("a")));
            assertStopped(replica);
        }
    }

    @Test
    void sentinelGoneMasterThere() {
        try (SentinelServer sentinel = SentinelServer.start(directory, master, 1);
                FlagStore store = Flags.store(Flags.settings(sentinel.address()))) {
            store.look(green());
            sentinel.close();
            held(store.hold(order("a")), Rewrite.FIRST);
            store.close();
            held(store.hold(order("a")));
            assertStopped(master);
        }
    }

    @Test
    void sentinelThatKnowsNoSuchMaster() {
        try (SentinelServer sentinel = SentinelServer.start(directory, master, 1)) {
            RedisAddress known = sentinel.address();
            RedisAddress address = new RedisAddress(RedisAddress.Kind.SENTINEL, known.nodes(), "others", 0, false);
            try (FlagStore store = Flags.store(Flags.settings(address))) {
                assertThat(failed(store.hold(order("a")), SwitchFailure.NOMASTER)
                                .detail())
                        .contains("others");
            }
        }
    }

    @Test
    void noSentinelAtAll() {
        RedisAddress.Node nobody = new RedisAddress.Node("127.0.0.1", ServerProcess.freePort());
        RedisAddress address = new RedisAddress(RedisAddress.Kind.SENTINEL, List.of(nobody), "bots", 0, false);
        try (FlagStore store = Flags.store(Flags.settings(address))) {
            failed(store.hold(order("a")), SwitchFailure.UNREACHABLE);
        }
    }

    @Test
    void sentinelTakenForARedis() {
        try (SentinelServer sentinel = SentinelServer.start(directory, master, 1)) {
            RedisAddress.Node node = sentinel.address().nodes().get(1);
            RedisAddress address = new RedisAddress(RedisAddress.Kind.SINGLE, List.of(node), "", 0, false);
            try (FlagStore store = Flags.store(Flags.settings(address))) {
                assertThat(failed(store.hold(order("a")), SwitchFailure.OTHER).detail())
                        .contains("redis-sentinel://");
            }
        }
    }
}
