package io.github.slowatchdog.redis;

import static io.github.slowatchdog.redis.Flags.KEY;
import static io.github.slowatchdog.redis.Flags.LIVE;
import static io.github.slowatchdog.redis.Flags.assertStopped;
import static io.github.slowatchdog.redis.Flags.failed;
import static io.github.slowatchdog.redis.Flags.green;
import static io.github.slowatchdog.redis.Flags.held;
import static io.github.slowatchdog.redis.Flags.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the thread of its own is for: nobody waits for a Redis that hangs, and a hold waits for no look. */
class RedisKillSwitchTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    RedisServer redis;
    RedisKillSwitch theSwitch;

    @BeforeEach
    void start() {
        redis = RedisServer.start(directory);
        redis.set(KEY, LIVE);
        theSwitch = new RedisKillSwitch(Flags.store(redis), LIMIT);
    }

    @AfterEach
    void end() {
        theSwitch.close();
        redis.close();
    }

    @Test
    void callerNeverWaits() {
        await(theSwitch.look(green()));
        redis.freeze();
        long begin = System.nanoTime();
        Future<SwitchReport> report = theSwitch.hold(order("a"));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(report.isComplete()).isFalse();
        assertThat(took).isLessThan(Duration.ofMillis(300));
        failed(await(report), SwitchFailure.TIMEOUT);
    }

    @Test
    void holdGoesBeforeALookThatHasNotBegun() {
        await(theSwitch.look(green()));
        redis.freeze();
        Future<SwitchReport> waiting = lookBehindOneThatRuns();
        Future<SwitchReport> report = theSwitch.hold(order("a"));
        boolean[] lookedFirst = new boolean[1];
        report.onComplete(done -> lookedFirst[0] = waiting.isComplete());
        redis.thaw();

        held(await(report));
        assertThat(lookedFirst[0]).isFalse();
        assertThat(await(waiting)).isInstanceOf(SwitchReport.Ordered.class);
    }

    @Test
    void ofEachKindOneWaitsAndTheNewestWordIsLeft() {
        await(theSwitch.look(green()));
        redis.freeze();
        Future<SwitchReport> second = lookBehindOneThatRuns();
        Standing newest = new Standing(Optional.empty(), List.of("x: breach"), Optional.empty());
        Future<SwitchReport> third = theSwitch.look(newest);
        Future<SwitchReport> hold = theSwitch.hold(order("a"));
        Future<SwitchReport> sameHold = theSwitch.hold(order("a"));

        assertThat(third).isSameAs(second);
        assertThat(sameHold).isSameAs(hold);
        redis.thaw();
        await(third);
        try (FlagStore store = Flags.store(redis)) {
            assertThat(store.heard().standing()).contains(newest);
        }
        assertStopped(redis);
    }

    @Test
    void closesWithinASecondWhileRedisHangs() {
        await(theSwitch.look(green()));
        redis.freeze();
        Future<SwitchReport> look = lookBehindOneThatRuns();
        Future<SwitchReport> hold = theSwitch.hold(order("a"));
        long begin = System.nanoTime();

        await(theSwitch.close());

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1500));
        failed(await(hold), SwitchFailure.OTHER);
        failed(await(look), SwitchFailure.OTHER);
        await(theSwitch.close());
    }

    @Test
    void nothingOutlivesTheLimit() {
        RedisKillSwitch impatient = new RedisKillSwitch(Flags.store(redis), Duration.ofMillis(100));
        redis.freeze();

        failed(await(impatient.hold(order("a"))), SwitchFailure.TIMEOUT);

        redis.thaw();
        impatient.close();
    }

    private Future<SwitchReport> lookBehindOneThatRuns() {
        Future<SwitchReport> running = theSwitch.look(green());
        Future<SwitchReport> next = running;
        // as long as the first has not begun, the next is the same
        while (next == running) {
            next = theSwitch.look(green());
        }
        return next;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
