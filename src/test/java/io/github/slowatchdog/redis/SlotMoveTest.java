package io.github.slowatchdog.redis;

import static io.github.slowatchdog.redis.Flags.KEY;
import static io.github.slowatchdog.redis.Flags.LIVE;
import static io.github.slowatchdog.redis.Flags.ORDER_KEY;
import static io.github.slowatchdog.redis.Flags.assertOthersKept;
import static io.github.slowatchdog.redis.Flags.assertStopped;
import static io.github.slowatchdog.redis.Flags.failed;
import static io.github.slowatchdog.redis.Flags.green;
import static io.github.slowatchdog.redis.Flags.held;
import static io.github.slowatchdog.redis.Flags.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.RedisAddress;
import io.github.slowatchdog.servers.RedisCluster;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/** A cluster of three: the slot of the flag moves to another node (ASK, then MOVED), and the stop stays written. */
class SlotMoveTest {

    @TempDir
    static Path directory;

    static RedisCluster cluster;

    FlagStore store;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start(directory, 3);
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @BeforeEach
    void look() {
        cluster.nodes().forEach(node -> node.tell(Jedis::flushAll));
        cluster.owner(KEY).set(KEY, LIVE);
        store = Flags.store(Flags.settings(address()));
        store.look(green());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private RedisAddress address() {
        return new RedisAddress(
                RedisAddress.Kind.CLUSTER, cluster.nodes().get(0).address().nodes(), "", 0, false);
    }

    @Test
    void heldThroughEachStepOfAMove() {
        held(store.hold(order("a")), Rewrite.FIRST);
        RedisCluster.Move move = cluster.move(KEY);

        move.begin();
        assertThat(held(store.hold(order("a"))).rewrite()).isEmpty();
        move.keys(KEY);
        assertThat(held(store.hold(order("a"))).rewrite()).as("ASK").isEmpty();
        move.keys(ORDER_KEY);
        assertThat(held(store.hold(order("a"))).rewrite()).isEmpty();
        move.end();

        assertThat(held(store.hold(order("a"))).rewrite()).as("MOVED").isEmpty();
        assertThat(cluster.owner(KEY)).isSameAs(move.target());
        assertStopped(move.target());
        assertOthersKept(move.target());
        assertThat(store.order()).contains(order("a"));
        move.target().tell(jedis -> jedis.del(KEY));
        held(store.hold(order("a")), Rewrite.LOST);
        assertStopped(move.target());
    }

    /** Where the slot is on its way, the rights of docs/redis.md must be enough, too. */
    @Test
    void heldThroughAMoveWithTheRightsOfTheGuide() throws IOException {
        String[] user = Guide.userOfACluster("dog", "pw");
        cluster.nodes()
                .forEach(node -> node.tell(jedis -> {
                    jedis.sendCommand(Command.ACL, user);
                }));
        try (FlagStore own = Flags.store(Flags.as(address(), "dog", "pw"))) {
            held(own.hold(order("a")), Rewrite.FIRST);
            RedisCluster.Move move = cluster.move(KEY);
            move.begin();
            move.keys(KEY, ORDER_KEY);
            assertThat(held(own.hold(order("a"))).rewrite()).as("ASK").isEmpty();
            move.end();
            assertThat(held(own.hold(order("a"))).rewrite()).as("MOVED").isEmpty();
        }
    }

    @Test
    void firstWriteWhileTheSlotMoves() {
        RedisCluster.Move move = cluster.move(KEY);
        move.begin();
        move.keys(KEY);

        held(store.hold(order("a")), Rewrite.FIRST);

        move.end();
        assertStopped(move.target());
        assertOthersKept(move.target());
        assertThat(held(store.hold(order("a"))).rewrite()).isEmpty();
    }

    @Test
    void firstWriteAfterTheMove() {
        RedisCluster.Move move = cluster.move(KEY);
        move.begin();
        move.keys(KEY);
        move.end();

        held(store.hold(order("a")), Rewrite.FIRST);
        assertStopped(move.target());
        assertOthersKept(move.target());
    }

    /** Flag and order are on two nodes for a moment: a release takes both or none, and may be said again. */
    @Test
    void releaseWhileTheKeysAreApart() {
        held(store.hold(order("a")));
        RedisCluster.Move move = cluster.move(KEY);
        move.begin();
        move.keys(KEY);

        failed(store.release(Flags.release("a")), SwitchFailure.CLUSTER);
        held(store.hold(order("a")));

        move.keys(ORDER_KEY);
        move.end();
        assertStopped(move.target());
        assertThat(store.release(Flags.release("a"))).isInstanceOf(SwitchReport.Released.class);
        assertThat(Flags.flag(move.target()).getBoolean("emergency_stop")).isFalse();
    }

    /** Without pauses and at any moment: there and back, while the stop is held. */
    @Test
    void heldAllTheTime() throws Exception {
        held(store.hold(order("a")));
        List<SwitchReport> reports = new CopyOnWriteArrayList<>();
        Thread holding = new Thread(() -> {
            while (!Thread.interrupted()) {
                reports.add(store.hold(order("a")));
            }
        });
        holding.start();
        for (int i = 0; i < 6; i++) {
            int before = reports.size();
            cluster.move(KEY).whole(KEY, ORDER_KEY);
            ServerProcess.await("some rounds", () -> reports.size() > before + 3);
        }
        holding.interrupt();
        holding.join();

        assertThat(reports).allSatisfy(report -> {
            if (report instanceof SwitchReport.Held one) {
                assertThat(one.rewrite()).isEmpty();
            } else {
                failed(report, SwitchFailure.CLUSTER);
            }
        });
        held(store.hold(order("a")));
        assertStopped(cluster.owner(KEY));
    }

    @Test
    void aNodeOfAClusterTakenForASingleServer() {
        RedisAddress single = cluster.nodes().stream()
                .filter(node -> node != cluster.owner(KEY))
                .findFirst()
                .orElseThrow()
                .address();
        try (FlagStore wrong = Flags.store(Flags.settings(single))) {
            assertThat(failed(wrong.hold(order("a")), SwitchFailure.CLUSTER).detail())
                    .contains("MOVED");
        }
    }
}
