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
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.Relay;
import io.github.slowatchdog.stop.FlagDocument;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A cluster: flag and order live in different slots. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class RedisClusterTest {

    @TempDir
    Path directory;

    RedisServer redis;
    FlagStore store;

    @BeforeEach
    void start() {
        redis = RedisServer.cluster(directory);
        redis.set(KEY, LIVE);
        store = Flags.store(Flags.settings(address()));
    }

    @AfterEach
    void end() {
        store.close();
        redis.close();
    }

    private RedisAddress address() {
        return new RedisAddress(RedisAddress.Kind.CLUSTER, redis.address().nodes(), "", 0, false);
    }

    @Test
    void holdAndRelease() {
        assertThat(store.look(green())).isInstanceOf(SwitchReport.Clear.class);
        held(store.hold(order("a")), Rewrite.FIRST);
        assertStopped(redis);
        assertOthersKept(redis);
        assertThat(store.order()).contains(order("a"));
        redis.tell(Jedis::flushAll);
        held(store.hold(order("a")), Rewrite.LOST);

        assertThat(store.release(Flags.release("a"))).isInstanceOf(SwitchReport.Released.class);

        assertThat(Flags.flag(redis).getBoolean("emergency_stop")).isFalse();
        assertThat(store.hold(order("a"))).isInstanceOf(SwitchReport.Released.class);
        assertThat(store.look(green())).isInstanceOf(SwitchReport.Clear.class);
    }

    /** Between the two writes of a release another watchdog must not take the flag for a new order. */
    @Test
    void releaseThatBrokeOffIsFinishedBySayingItAgain() {
        // no other key is surely in the slot of a name with half a pair of braces
        String odd = "exec}mode";
        Settings.Redis settings = new Settings.Redis(
                address(),
                Optional.empty(),
                Optional.empty(),
                Settings.Tls.STANDARD,
                odd,
                FlagDocument.standard(),
                Duration.ofMillis(500));
        try (FlagStore own = Flags.store(settings);
                FlagStore other = Flags.store(settings)) {
            own.look(green());
            held(own.hold(order("a")));
            String stopped = redis.get(odd).orElseThrow();
            own.release(Flags.release("a"));
            redis.set(odd, stopped);

            assertThat(other.look(green())).isInstanceOf(SwitchReport.Clear.class);
            assertThat(own.release(Flags.release("a"))).isInstanceOf(SwitchReport.Released.class);
            assertThat(redis.get(odd))
                    .hasValueSatisfying(flag -> assertThat(flag).contains("\"emergency_stop\":false"));
        }
    }

    @Test
    void withoutScripts() {
        redis.tell(jedis -> {
            jedis.sendCommand(Command.ACL, "SETUSER", "default", "-@scripting");
        });
        store.look(green());
        held(store.hold(order("a")), Rewrite.FIRST);
        assertStopped(redis);
        assertOthersKept(redis);
        assertThat(store.release(Flags.release("a"))).isInstanceOf(SwitchReport.Released.class);
    }

    /** The rights of docs/redis.md, with what it adds for a cluster. */
    @Test
    void rightsOfTheGuide() throws IOException {
        String[] user = Guide.userOfACluster("dog", "pw");
        redis.tell(jedis -> {
            jedis.sendCommand(Command.ACL, user);
        });
        try (FlagStore own = Flags.store(Flags.as(address(), "dog", "pw"))) {
            assertThat(own.look(green())).isInstanceOf(SwitchReport.Clear.class);
            redis.config("maxmemory", "1");
            held(own.hold(order("a")), Rewrite.FIRST);
            redis.config("maxmemory", "0");
            held(own.hold(order("a")));
            assertThat(own.release(Flags.release("a"))).isInstanceOf(SwitchReport.Released.class);
        }
        assertThat(redis.ask(jedis -> jedis.aclLog()).stream().map(entry -> entry.getObject()))
                .isEmpty();
    }

    @Test
    void outOfMemory() {
        store.look(green());
        redis.config("maxmemory", "1");

        held(store.hold(order("a")), Rewrite.FIRST);
        assertStopped(redis);
        assertOthersKept(redis);
    }

    /** Each byte comes in time, and the whole does not: an absolute limit, also while it connects. */
    @Test
    void anAnswerThatTricklesIsTooLate() {
        Trickle trickle = new Trickle();
        try (Relay relay = Relay.to(redis.port(), said -> {}, trickle)) {
            redis.config("cluster-announce-port", String.valueOf(relay.port()));
            RedisAddress through = new RedisAddress(
                    RedisAddress.Kind.CLUSTER, List.of(new RedisAddress.Node("127.0.0.1", relay.port())), "", 0, false);
            try (FlagStore own = Flags.store(Flags.settings(through))) {
                own.look(green());
                for (String where : List.of("an open connection", "a new connection")) {
                    trickle.begin();
                    failed(own.hold(order("a")), SwitchFailure.TIMEOUT);
                    assertThat(trickle.bytes())
                            .as("bytes waited for on " + where)
                            .isLessThan(LIVE.length() / 2);
                }
                trickle.end();
                held(own.hold(order("a")), Rewrite.FIRST);
                assertStopped(redis);
            }
        }
    }

    @Test
    void slotWithoutOwner() {
        store.look(green());
        redis.tell(jedis -> jedis.clusterDelSlots(JedisClusterCRC16.getSlot(KEY)));
        failed(store.hold(order("a")), SwitchFailure.CLUSTER);
    }

    @Test
    void gone() {
        store.look(green());
        redis.kill();
        failed(store.hold(order("a")), SwitchFailure.UNREACHABLE);
    }

    @Test
    void noCluster() {
        try (RedisServer single = RedisServer.start(directory)) {
            RedisAddress address =
                    new RedisAddress(RedisAddress.Kind.CLUSTER, single.address().nodes(), "", 0, false);
            try (FlagStore wrong = Flags.store(Flags.settings(address))) {
                failed(wrong.hold(order("a")), SwitchFailure.CLUSTER);
            }
        }
    }

    @Test
    void clusterTakenForASingleServer() {
        try (FlagStore single = Flags.store(redis)) {
            held(single.hold(order("a")), Rewrite.FIRST);
            assertStopped(redis);
        }
    }
}
