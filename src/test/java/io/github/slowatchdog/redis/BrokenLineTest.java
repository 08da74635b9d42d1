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
import io.github.slowatchdog.servers.Relay;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** What can happen to bytes between Redis, which is well, and us. */
class BrokenLineTest {

    @TempDir
    Path directory;

    RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.start(directory);
        redis.set(KEY, LIVE);
    }

    @AfterEach
    void end() {
        redis.close();
    }

    /** Each byte comes in time, and the whole does not: an absolute limit, or one answer takes a minute. */
    @Test
    void anAnswerThatTricklesIsTooLate() {
        Trickle trickle = new Trickle();
        try (Relay relay = Relay.to(redis.port(), said -> {}, trickle);
                FlagStore store = through(relay)) {
            store.look(green());
            trickle.begin();

            failed(store.hold(order("a")), SwitchFailure.TIMEOUT);

            assertThat(trickle.bytes()).as("bytes waited for").isLessThan(LIVE.length() / 2);
            assertStopped(redis);
            trickle.end();
            held(store.hold(order("a")), Rewrite.FIRST);
            assertOthersKept(redis);
            assertThat(store.order()).contains(order("a"));
        }
    }

    @Test
    void resetInMidAnswerIsTriedAgainAtOnce() {
        AtomicInteger resets = new AtomicInteger();
        try (Relay relay = resetting(resets);
                FlagStore store = through(relay)) {
            store.look(green());
            resets.set(1);

            held(store.hold(order("a")), Rewrite.FIRST);
            assertThat(resets).hasValue(0);
            assertStopped(redis);
            assertOthersKept(redis);
        }
    }

    @Test
    void resetEachTime() {
        AtomicInteger resets = new AtomicInteger();
        try (Relay relay = resetting(resets);
                FlagStore store = through(relay)) {
            store.look(green());
            resets.set(Integer.MAX_VALUE);

            failed(store.hold(order("a")), SwitchFailure.RESET);
            assertStopped(redis);

            resets.set(0);
            held(store.hold(order("a")), Rewrite.FIRST);
            assertThat(held(store.hold(order("a"))).rewrite()).isEmpty();
        }
    }

    /** An established connection on which nothing arrives any more, and no new one gets further. */
    @Test
    void blackHoleOnAnOpenConnection() {
        CountDownLatch through = new CountDownLatch(1);
        AtomicInteger swallowing = new AtomicInteger();
        try (Relay relay = Relay.to(redis.port(), said -> {
                    if (swallowing.get() > 0) {
                        await(through);
                    }
                });
                FlagStore store = through(relay)) {
            store.look(green());
            swallowing.set(1);
            failed(store.hold(order("a")), SwitchFailure.TIMEOUT);
            failed(store.hold(order("a")), SwitchFailure.TIMEOUT);
            assertThat(redis.get(KEY)).contains(LIVE);

            swallowing.set(0);
            held(store.hold(order("a")), Rewrite.FIRST);
            through.countDown();
            ServerProcess.await("what was swallowed to arrive", () -> redis.calls("eval") > 1);
            assertStopped(redis);
            assertOthersKept(redis);
            assertThat(held(store.hold(order("a"))).rewrite()).isEmpty();
        }
    }

    @Test
    void garbageForAnAnswer() {
        AtomicInteger garbage = new AtomicInteger();
        try (Relay relay = Relay.to(
                        redis.port(),
                        said -> {},
                        (bytes, length, client) -> client.getOutputStream()
                                .write(
                                        garbage.get() > 0
                                                ? "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)
                                                : java.util.Arrays.copyOf(bytes, length)));
                FlagStore store = through(relay)) {
            store.look(green());
            garbage.set(1);
            assertThat(store.hold(order("a"))).isInstanceOf(io.github.slowatchdog.stop.SwitchReport.Failed.class);

            garbage.set(0);
            held(store.hold(order("a")), Rewrite.FIRST);
            assertStopped(redis);
        }
    }

    @Test
    void tooManyClients() {
        try (FlagStore store = Flags.store(redis);
                Jedis other = new Jedis("127.0.0.1", redis.port())) {
            other.configSet("maxclients", "1");

            assertThat(failed(store.hold(order("a")), SwitchFailure.OTHER).detail())
                    .contains("max number of clients");

            other.configSet("maxclients", "100");
            held(store.hold(order("a")), Rewrite.FIRST);
            assertStopped(redis);
        }
    }

    /** Half an answer and a reset, so often. */
    private Relay resetting(AtomicInteger times) {
        return Relay.to(redis.port(), said -> {}, (bytes, length, client) -> {
            if (times.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                client.getOutputStream().write(bytes, 0, length);
                return;
            }
            client.getOutputStream().write(bytes, 0, length / 2);
            reset(client);
        });
    }

    private static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    private static FlagStore through(Relay relay) {
        RedisAddress.Node node = new RedisAddress.Node("127.0.0.1", relay.port());
        return Flags.store(Flags.settings(new RedisAddress(RedisAddress.Kind.SINGLE, List.of(node), "", 0, false)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
