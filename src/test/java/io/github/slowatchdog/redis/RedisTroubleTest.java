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
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.args.ClientPauseMode;

/** Redis in trouble: a reason each, everything that can still work is tried, and it is right when the trouble is over. */
@Execution(ExecutionMode.CONCURRENT)
class RedisTroubleTest {

    @TempDir
    Path directory;

    RedisServer redis;
    FlagStore store;

    @BeforeEach
    void start() {
        redis = RedisServer.start(directory);
        redis.set(KEY, LIVE);
        store = Flags.store(redis);
        store.look(green());
    }

    @AfterEach
    void end() {
        store.close();
        redis.close();
    }

    @Test
    void killedAndBack() {
        redis.kill();
        failed(store.hold(order("a")), SwitchFailure.UNREACHABLE);
        failed(store.look(green()), SwitchFailure.UNREACHABLE);
        redis.start();

        held(store.hold(order("a")), Rewrite.FIRST);
        assertStopped(redis);
        assertThat(store.order()).contains(order("a"));
    }

    @Test
    void restartedBetweenTwoRoundsIsNoFailure() {
        redis.kill();
        redis.start();

        held(store.hold(order("a")), Rewrite.FIRST);
        assertStopped(redis);
    }

    /** The write that timed out lands later: it is ours, and says so. */
    @Test
    void frozenTheWriteLandsLater() {
        redis.freeze();
        failed(store.hold(order("a")), SwitchFailure.TIMEOUT);
        redis.thaw();
        ServerProcess.await("the late write", () -> Flags.flag(redis).getBoolean("emergency_stop"));

        held(store.hold(order("a")), Rewrite.FIRST);
        assertStopped(redis);
        assertOthersKept(redis);
        assertThat(held(store.hold(order("a"))).rewrite()).isEmpty();
    }

    /** A write that is on its way when somebody releases must not bring the stop back. */
    @Test
    void lateWriteDoesNotUndoARelease() {
        held(store.hold(order("a")));
        redis.set(KEY, LIVE);
        redis.freeze();
        failed(store.hold(order("a")), SwitchFailure.TIMEOUT);
        redis.thaw();
        try (FlagStore person = Flags.store(redis)) {
            assertThat(person.release(Flags.release("a"))).isInstanceOf(SwitchReport.Released.class);
        }

        assertThat(store.hold(order("a"))).isInstanceOf(SwitchReport.Released.class);
        assertThat(Flags.flag(redis).getBoolean("emergency_stop")).isFalse();
    }

    @Test
    void frozenTillTheConnectionsAreGone() {
        redis.freeze();
        for (int i = 0; i < 4; i++) {
            failed(store.hold(order("a")), SwitchFailure.TIMEOUT);
        }
        redis.kill();
        failed(store.hold(order("a")), SwitchFailure.UNREACHABLE);
        redis.start();

        held(store.hold(order("a")), Rewrite.FIRST);
        assertStopped(redis);
    }

    @Test
    void pausedR6() {
        redis.tell(jedis -> jedis.clientPause(1500, ClientPauseMode.WRITE));
        failed(store.hold(order("a")), SwitchFailure.TIMEOUT);

        ServerProcess.await("the end of the pause", () -> store.hold(order("a")) instanceof SwitchReport.Held);
        assertStopped(redis);
        assertOthersKept(redis);
    }

    @Test
    void outOfMemoryR1() {
        redis.config("maxmemory-policy", "noeviction");
        redis.config("maxmemory", "1");

        SwitchReport.Held report = held(store.hold(order("a")), Rewrite.FIRST);

        assertThat(report.found()).isEqualTo(LIVE);
        assertStopped(redis);
        assertOthersKept(redis);
        assertThat(store.order()).isEmpty();
        held(store.hold(order("a")));
        redis.config("maxmemory", "0");
        held(store.hold(order("a")));
        assertThat(store.order()).contains(order("a"));
    }

    /** It can be read, and would not take a stop: that is known before one is due. */
    @Test
    void refusedWritesAreSeenBeforeAStopIsDue() {
        redis.config("maxmemory", "1");
        failed(store.look(green()), SwitchFailure.OOM);
        redis.config("maxmemory", "0");
        assertThat(store.look(green())).isInstanceOf(SwitchReport.Clear.class);

        redis.config("min-replicas-to-write", "1");
        failed(store.look(green()), SwitchFailure.NOREPLICAS);
        redis.config("min-replicas-to-write", "0");
        assertThat(store.look(green())).isInstanceOf(SwitchReport.Clear.class);
    }

    @Test
    void armedKeyFollowsTheFlag() {
        redis.set(KEY, "{\"mode\":\"LIVE\",\"new\":1,\"updated_at\":1900000000}");
        store.look(green());
        redis.config("maxmemory", "1");

        held(store.hold(order("a")), Rewrite.FIRST);
        assertStopped(redis);
        assertThat(Flags.flag(redis).getMap()).containsEntry("new", 1).containsEntry("updated_at", 1_900_000_000);
    }

    @Test
    void outOfMemoryWithNothingArmed() {
        redis.tell(jedis -> jedis.del(KEY + ":armed"));
        redis.config("maxmemory", "1");

        failed(store.hold(order("a")), SwitchFailure.OOM);
        assertThat(redis.get(KEY)).contains(LIVE);
        redis.config("maxmemory", "0");
        held(store.hold(order("a")), Rewrite.FIRST);
    }

    @Test
    void tooFewReplicasR4() {
        redis.config("min-replicas-to-write", "1");
        failed(store.hold(order("a")), SwitchFailure.NOREPLICAS);
        redis.config("min-replicas-to-write", "0");

        held(store.hold(order("a")), Rewrite.FIRST);
        assertStopped(redis);
    }

    @Test
    void cannotSaveR5() {
        redis.config("save", "3600 1000000");
        failing(directory.resolve("dump-" + redis.port() + ".rdb"));
        redis.tell(jedis -> jedis.bgsave());
        ServerProcess.await(
                "a failed save",
                () -> redis.ask(jedis -> jedis.info("persistence")).contains("rdb_last_bgsave_status:err"));

        failed(store.hold(order("a")), SwitchFailure.MISCONF);
        assertThat(redis.get(KEY)).contains(LIVE);
        redis.config("stop-writes-on-bgsave-error", "no");
        held(store.hold(order("a")), Rewrite.FIRST);
        assertStopped(redis);
    }

    /** A directory of that name: the dump cannot be moved there. */
    private static void failing(Path dump) {
        assertThat(dump.toFile().mkdir()).isTrue();
        assertThat(dump.resolve("full").toFile().mkdir()).isTrue();
    }

    @Test
    void loading() {
        redis.tell(jedis -> {
            for (int i = 0; i < 2000; i++) {
                jedis.set("filler" + i, "x".repeat(100));
            }
            jedis.save();
        });
        redis.kill();
        redis.start("--key-load-delay", "2000", "--loading-process-events-interval-bytes", "1024");

        failed(store.hold(order("a")), SwitchFailure.LOADING);
        ServerProcess.await("the data set", () -> store.hold(order("a")) instanceof SwitchReport.Held);
        assertStopped(redis);
        assertOthersKept(redis);
    }

    @Test
    void busyWithAScript() {
        redis.config("busy-reply-threshold", "1");
        Thread script = new Thread(() -> {
            try {
                redis.tell(jedis -> jedis.eval("while true do end"));
            } catch (RuntimeException e) {
                // killed: that is how it ends
            }
        });
        script.setDaemon(true);
        script.start();
        ServerProcess.await("a busy server", () -> {
            SwitchReport report = store.hold(order("a"));
            return report instanceof SwitchReport.Failed failure && failure.failure() == SwitchFailure.BUSY;
        });
        redis.tell(jedis -> jedis.scriptKill());

        ServerProcess.await("the flag", () -> store.hold(order("a")) instanceof SwitchReport.Held);
        assertStopped(redis);
    }

    @Test
    void nameThatNobodyKnows() {
        RedisAddress address = new RedisAddress(
                RedisAddress.Kind.SINGLE, List.of(new RedisAddress.Node("no-such-host.invalid", 6379)), "", 0, false);
        try (FlagStore nowhere = Flags.store(Flags.settings(address))) {
            assertThat(failed(nowhere.hold(order("a")), SwitchFailure.UNREACHABLE)
                            .detail())
                    .contains("no-such-host.invalid");
        }
    }

    /** A full backlog: SYNs are dropped, as a firewall would. */
    @Test
    void blackHole() throws IOException {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(hole, filling);
            RedisAddress address = new RedisAddress(
                    RedisAddress.Kind.SINGLE,
                    List.of(new RedisAddress.Node("127.0.0.1", hole.getLocalPort())),
                    "",
                    0,
                    false);
            try (FlagStore nowhere = Flags.store(Flags.settings(address))) {
                long begin = System.nanoTime();
                failed(nowhere.hold(order("a")), SwitchFailure.TIMEOUT);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            }
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    private static void fill(ServerSocket hole, List<Socket> filling) throws IOException {
        for (int i = 0; i < 10; i++) {
            Socket socket = new Socket();
            filling.add(socket);
            try {
                socket.connect(hole.getLocalSocketAddress(), 200);
            } catch (java.net.SocketTimeoutException e) {
                return;
            }
        }
    }
}
