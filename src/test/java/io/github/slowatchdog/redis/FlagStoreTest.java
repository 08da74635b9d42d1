package io.github.slowatchdog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The life of a stop in one Redis: SPEC 7.1 to 7.3. */
class FlagStoreTest {

    @TempDir
    Path directory;

    RedisServer redis;
    FlagStore store;

    @BeforeEach
    void start() {
        redis = RedisServer.start(directory);
        store = Flags.store(redis);
    }

    @AfterEach
    void end() {
        store.close();
        redis.close();
    }

    @Test
    void firstWriteMakesTheFlagAndTheOrder() {
        assertThat(store.look(Flags.green())).isInstanceOf(SwitchReport.Clear.class);

        SwitchReport report = store.hold(Flags.order("first"));

        assertThat(report).isInstanceOfSatisfying(SwitchReport.Held.class, held -> {
            assertThat(held.rewrite()).contains(Rewrite.FIRST);
            assertThat(held.found()).isEmpty();
        });
        assertThat(Flags.flag(redis).getString("mode")).isEqualTo("DRY");
        assertThat(Flags.flag(redis).getBoolean("emergency_stop")).isTrue();
        assertThat(Flags.flag(redis).getLong("updated_at")).isGreaterThan(1_700_000_000L);
        assertThat(store.order()).contains(Flags.order("first"));
    }

    @Test
    void holdAgainWritesNothing() {
        store.look(Flags.green());
        store.hold(Flags.order("first"));
        long writes = redis.calls("set");

        SwitchReport report = store.hold(Flags.order("first"));

        assertThat(report)
                .isInstanceOfSatisfying(
                        SwitchReport.Held.class,
                        held -> assertThat(held.rewrite()).isEmpty());
        assertThat(redis.calls("set")).isEqualTo(writes);
    }

    @Test
    void releaseEndsItAndLeavesModeDry() {
        store.look(Flags.green());
        store.hold(Flags.order("first"));

        SwitchReport report = store.release(Flags.release("first"));

        assertThat(report)
                .isInstanceOfSatisfying(
                        SwitchReport.Released.class,
                        released -> assertThat(released.release()).isEqualTo(Flags.release("first")));
        assertThat(Flags.flag(redis).getString("mode")).isEqualTo("DRY");
        assertThat(Flags.flag(redis).getBoolean("emergency_stop")).isFalse();
        assertThat(store.order()).isEmpty();
        assertThat(store.look(Flags.green())).isInstanceOf(SwitchReport.Clear.class);
    }

    @Test
    void anotherWatchdogLearnsOfOrderAndRelease() {
        try (FlagStore other = Flags.store(redis)) {
            other.look(Flags.green());
            store.look(Flags.green());
            store.hold(Flags.order("first"));

            assertThat(other.look(Flags.green()))
                    .isInstanceOfSatisfying(
                            SwitchReport.Ordered.class,
                            ordered -> assertThat(ordered.order()).isEqualTo(Flags.order("first")));
            assertThat(other.hold(Flags.order("first"))).isInstanceOf(SwitchReport.Held.class);

            store.release(Flags.release("first"));

            assertThat(other.hold(Flags.order("first"))).isInstanceOf(SwitchReport.Released.class);
            assertThat(Flags.flag(redis).getBoolean("emergency_stop")).isFalse();
        }
    }

    @Test
    void flagSetByHandIsAdoptedUnderOneOrder() {
        redis.set("exec_mode", "{\"mode\":\"DRY\",\"emergency_stop\":true,\"by\":\"ops\"}");

        assertThat(store.look(Flags.green())).isInstanceOf(SwitchReport.Unowned.class);
        SwitchReport first = store.look(Flags.green());
        SwitchReport second = store.look(Flags.green());

        assertThat(first).isInstanceOfSatisfying(SwitchReport.Ordered.class, ordered -> {
            assertThat(ordered.order().cause()).isEqualTo(Cause.ADOPTED);
            assertThat(ordered.order().reason()).contains("ops");
            assertThat(second)
                    .isInstanceOfSatisfying(
                            SwitchReport.Ordered.class,
                            again -> assertThat(again.order()).isEqualTo(ordered.order()));
            assertThat(store.hold(ordered.order())).isInstanceOfSatisfying(SwitchReport.Held.class, held -> {
                assertThat(held.rewrite()).isEmpty();
                assertThat(held.found()).contains("ops");
            });
            assertThat(store.order()).contains(ordered.order());
        });
        assertThat(redis.get("exec_mode")).contains("{\"mode\":\"DRY\",\"emergency_stop\":true,\"by\":\"ops\"}");
    }

    @Test
    void everybodyWhoGuardsTheFlagSharesItsOrderWhateverTheirNames() {
        try (FlagStore other = FlagStore.open("another", Flags.settings(redis.address()))) {
            store.look(Flags.green());
            other.look(Flags.green());
            Flags.held(store.hold(Flags.order("first")));
            assertThat(other.hold(Flags.order("second")))
                    .isInstanceOfSatisfying(
                            SwitchReport.Ordered.class,
                            ordered -> assertThat(ordered.order()).isEqualTo(Flags.order("first")));
            Flags.held(other.hold(Flags.order("first")));
            assertThat(other.release(Flags.release("first"))).isInstanceOf(SwitchReport.Released.class);
            assertThat(store.hold(Flags.order("first"))).isInstanceOf(SwitchReport.Released.class);
            assertThat(store.look(Flags.green())).isInstanceOf(SwitchReport.Clear.class);
            assertThat(redis.get("slo-watchdog:canary:order"))
                    .as("a copy under each name")
                    .isEqualTo(redis.get(Flags.ORDER_KEY))
                    .isEqualTo(redis.get("slo-watchdog:another:order"));
        }
    }

    /** SPEC 7.1 names this key: whoever looks there finds the order, also after a flush. */
    @Test
    void theOrderUnderTheOwnNameIsBackAfterAFlush() {
        store.look(Flags.green());
        Flags.held(store.hold(Flags.order("first")));
        redis.tell(Jedis::flushAll);

        Flags.held(store.hold(Flags.order("first")));
        store.look(Flags.green());

        assertThat(redis.get("slo-watchdog:canary:order"))
                .hasValueSatisfying(order -> assertThat(order).contains("\"id\":\"first\""))
                .isEqualTo(redis.get(Flags.ORDER_KEY));
        redis.tell(jedis -> jedis.del(Flags.ORDER_KEY));
        store.look(Flags.green());
        assertThat(redis.get("slo-watchdog:canary:order")).as("no empty value").isNotEqualTo(Optional.of(""));
    }

    @Test
    void aDrillThatEndedWellIsRememberedAlsoAfterFurtherOrders() {
        StopOrder drill = StopOrder.of(Cause.DRILL, "", "drill", Flags.NOON, "ann");
        Flags.held(store.hold(drill));
        store.endDrill(Flags.release(drill.id()));
        assertThat(store.peek())
                .isInstanceOfSatisfying(
                        SwitchReport.Clear.class,
                        clear -> assertThat(clear.lastDrill()).contains(Flags.NOON.plusSeconds(60)));
        Flags.held(store.hold(Flags.order("real")));
        store.release(Flags.release("real"));
        assertThat(store.peek())
                .isInstanceOfSatisfying(
                        SwitchReport.Clear.class,
                        clear -> assertThat(clear.lastDrill()).contains(Flags.NOON.plusSeconds(60)));
    }
}
