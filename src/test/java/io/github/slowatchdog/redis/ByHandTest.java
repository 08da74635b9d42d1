package io.github.slowatchdog.redis;

import static io.github.slowatchdog.redis.Flags.LIVE;
import static io.github.slowatchdog.redis.Flags.assertStopped;
import static io.github.slowatchdog.redis.Flags.green;
import static io.github.slowatchdog.redis.Flags.held;
import static io.github.slowatchdog.redis.Flags.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.redis.ByHand.ReleaseOutcome;
import io.github.slowatchdog.redis.ByHand.StopOutcome;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.vertx.core.json.JsonArray;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** SPEC 7.3 and 7.4: a person, with Redis alone. */
class ByHandTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant LATER = Flags.NOON.plusSeconds(90);

    @TempDir
    static Path directory;

    static RedisServer redis;

    FlagStore watchdog;
    FlagStore store;
    ByHand hand;

    @BeforeAll
    static void start() {
        redis = RedisServer.start(directory);
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    @BeforeEach
    void open() {
        redis.tell(Jedis::flushAll);
        redis.set(Flags.KEY, LIVE);
        watchdog = Flags.store(redis);
        store = Flags.store(redis);
        hand = hand(ByHandTest::noPause, false);
    }

    @AfterEach
    void close() {
        watchdog.close();
        store.close();
    }

    private static void noPause(Duration length) {}

    private ByHand hand(Consumer<Duration> pause, boolean isWatched) {
        return new ByHand(store, InstantSource.fixed(LATER), pause, isWatched);
    }

    @Test
    void stopWithNoWatchdog() {
        StopOutcome outcome = hand.stop("ann", "smoke from the rack");

        assertThat(outcome).isInstanceOfSatisfying(StopOutcome.Stopped.class, stopped -> {
            assertThat(stopped.order().cause()).isEqualTo(Cause.MANUAL);
            assertThat(stopped.order().by()).isEqualTo("ann");
            assertThat(stopped.order().reason()).isEqualTo("smoke from the rack");
            assertThat(store.order()).contains(stopped.order());
            assertThat(watchdog.look(green()))
                    .isInstanceOfSatisfying(
                            SwitchReport.Ordered.class,
                            ordered -> assertThat(ordered.order()).isEqualTo(stopped.order()));
        });
        assertStopped(redis);
    }

    @Test
    void stopOnTopOfAStop() {
        watchdog.look(green());
        held(watchdog.hold(order("a")));

        assertThat(hand.stop("ann", "again")).isEqualTo(new StopOutcome.AlreadyStopped(order("a")));
        assertStopped(redis);
    }

    @Test
    void releaseWithNoWatchdogRunning() {
        held(watchdog.hold(order("a")));

        ReleaseOutcome outcome = hand.release("a", "ann", "fixed", false, MINUTE);

        assertThat(outcome).isInstanceOfSatisfying(ReleaseOutcome.Released.class, released -> {
            assertThat(released.watched()).isEmpty();
            assertThat(released.release().by()).isEqualTo("ann");
            assertThat(released.release().forced()).isFalse();
        });
        assertThat(Flags.flag(redis).getBoolean("emergency_stop")).isFalse();
        assertThat(Flags.flag(redis).getString("mode")).isEqualTo("DRY");
    }

    @Test
    void refusedWhileAnObjectiveIsInBreach() {
        held(watchdog.hold(order("a")));
        watchdog.look(new Standing(Optional.of("a"), List.of("mode: breach", "errors: blind"), Optional.empty()));

        ReleaseOutcome outcome = hand.release("a", "ann", "fixed", false, MINUTE);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ReleaseOutcome.Refused.class,
                        refused -> assertThat(refused.reasons().toString()).contains("mode: breach", "errors: blind"));
        assertStopped(redis);
        assertThat(store.order()).contains(order("a"));
    }

    @Test
    void forceIsRecorded() {
        held(watchdog.hold(order("a")));
        watchdog.look(new Standing(Optional.of("a"), List.of("mode: breach"), Optional.empty()));

        assertThat(hand.release("a", "ann", "I know", true, MINUTE))
                .isInstanceOfSatisfying(
                        ReleaseOutcome.Released.class,
                        released -> assertThat(released.release().forced()).isTrue());
        assertThat(store.released("a"))
                .hasValueSatisfying(release -> assertThat(release.forced()).isTrue());
    }

    @Test
    void forceThatWasNotNeededIsNone() {
        held(watchdog.hold(order("a")));
        watchdog.look(new Standing(Optional.of("a"), List.of(), Optional.of(LATER.minusSeconds(61))));

        assertThat(hand.release("a", "ann", "fixed", true, MINUTE))
                .isInstanceOfSatisfying(
                        ReleaseOutcome.Released.class,
                        released -> assertThat(released.release().forced()).isFalse());
    }

    @Test
    void refusedBeforeItHasBeenGreenLongEnough() {
        held(watchdog.hold(order("a")));
        watchdog.look(new Standing(Optional.of("a"), List.of(), Optional.of(LATER.minusSeconds(59))));

        assertThat(hand.release("a", "ann", "fixed", false, MINUTE)).isInstanceOf(ReleaseOutcome.Refused.class);

        watchdog.look(new Standing(Optional.of("a"), List.of(), Optional.of(LATER.minusSeconds(60))));
        assertThat(hand.release("a", "ann", "fixed", false, MINUTE)).isInstanceOf(ReleaseOutcome.Released.class);
    }

    /** A word that was left before the breach says green, and knows nothing. */
    @Test
    void refusedOnAWordFromBeforeTheOrder() {
        watchdog.look(new Standing(Optional.empty(), List.of(), Optional.of(Flags.NOON.minusSeconds(3600))));
        held(watchdog.hold(order("a")));

        assertThat(hand.release("a", "ann", "fixed", false, MINUTE))
                .isInstanceOfSatisfying(
                        ReleaseOutcome.Refused.class,
                        refused -> assertThat(refused.reasons().toString()).contains("not said yet"));
    }

    /** The word names the order that it knows; whose clock says what, and whether one was set back since, does not matter. */
    @Test
    void grantedOnAWordThatNamesTheOrderWhateverTheClocksSay() {
        held(watchdog.hold(order("a")));
        Instant setBack = Flags.NOON.minusSeconds(3600);
        watchdog.look(new Standing(Optional.of("a"), List.of(), Optional.of(setBack.minusSeconds(60))));

        ByHand later = new ByHand(store, InstantSource.fixed(setBack), ByHandTest::noPause, false);
        assertThat(later.release("a", "ann", "fixed", false, MINUTE)).isInstanceOf(ReleaseOutcome.Released.class);
    }

    @Test
    void refusedOnAWordThatNamesAnotherOrder() {
        held(watchdog.hold(order("a")));
        watchdog.look(new Standing(Optional.of("b"), List.of(), Optional.of(LATER.minusSeconds(3600))));

        assertThat(hand.release("a", "ann", "fixed", false, MINUTE)).isInstanceOf(ReleaseOutcome.Refused.class);
    }

    /** While Redis takes no writes the word of a watchdog that runs expires: that nobody speaks then does not mean that nobody watches. */
    @Test
    void waitsForAWatchdogThatCouldNotSpeakForAWhile() {
        held(watchdog.hold(order("a")));
        watchdog.look(new Standing(Optional.of("a"), List.of(), Optional.of(LATER.minusSeconds(3600))));
        try (FlagStore second = Flags.store(redis)) {
            second.look(green());
            redis.tell(jedis -> jedis.del(new JsonArray(jedis.get(Flags.WATCHDOGS_KEY)).getString(1)));
            ByHand person = hand(
                    length -> second.look(new Standing(Optional.of("a"), List.of("mode: breach"), Optional.empty())),
                    false);

            assertThat(person.release("a", "ann", "fixed", false, MINUTE))
                    .isInstanceOfSatisfying(
                            ReleaseOutcome.Refused.class,
                            refused -> assertThat(refused.reasons().toString()).contains("mode: breach"));
        }
        assertStopped(redis);
    }

    /** It runs, whatever can be read in Redis. */
    @Test
    void noWordIsNoReleaseForTheWatchdogItself() {
        held(watchdog.hold(order("a")));
        ByHand itself = hand(ByHandTest::noPause, true);

        assertThat(itself.release("a", "ann", "fixed", false, MINUTE))
                .isInstanceOfSatisfying(
                        ReleaseOutcome.Refused.class,
                        refused -> assertThat(refused.reasons().toString()).contains("could not leave word"));
        assertThat(itself.release("a", "ann", "I know", true, MINUTE))
                .isInstanceOfSatisfying(
                        ReleaseOutcome.Released.class,
                        released -> assertThat(released.release().forced()).isTrue());
    }

    @Test
    void releaseOfWhatIsNotInForce() {
        assertThat(hand.release("a", "ann", "fixed", false, MINUTE))
                .isEqualTo(new ReleaseOutcome.NoSuchOrder(Optional.empty()));
        held(watchdog.hold(order("b")));
        assertThat(hand.release("a", "ann", "fixed", true, MINUTE))
                .isEqualTo(new ReleaseOutcome.NoSuchOrder(Optional.of(order("b"))));
        assertStopped(redis);
    }

    @Test
    void releasedTwice() {
        held(watchdog.hold(order("a")));
        ReleaseOutcome first = hand.release("a", "ann", "fixed", false, MINUTE);

        assertThat(hand.release("a", "bob", "me too", false, MINUTE)).isEqualTo(first);
    }

    @Test
    void redisGone() throws Exception {
        RedisServer gone = RedisServer.start(directory);
        gone.close();
        try (FlagStore nowhere = Flags.store(gone)) {
            ByHand lost = new ByHand(nowhere, InstantSource.system());
            assertThat(lost.stop("ann", "x"))
                    .isInstanceOfSatisfying(
                            StopOutcome.Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(SwitchFailure.UNREACHABLE));
            assertThat(lost.release("a", "ann", "x", false, MINUTE))
                    .isInstanceOfSatisfying(
                            ReleaseOutcome.Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(SwitchFailure.UNREACHABLE));
        }
    }
}
