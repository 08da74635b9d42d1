package io.github.slowatchdog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
