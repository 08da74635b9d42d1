package io.github.slowatchdog.redis;

import static io.github.slowatchdog.redis.Flags.KEY;
import static io.github.slowatchdog.redis.Flags.LIVE;
import static io.github.slowatchdog.redis.Flags.assertOthersKept;
import static io.github.slowatchdog.redis.Flags.assertStopped;
import static io.github.slowatchdog.redis.Flags.green;
import static io.github.slowatchdog.redis.Flags.held;
import static io.github.slowatchdog.redis.Flags.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import io.vertx.core.json.JsonArray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.XAddParams;

/** Whatever becomes of the flag: the next hold puts it right, and says why. R2, R7, R10, R11. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("heavy")
class FlagLossTest {

    @TempDir
    Path directory;

    RedisServer redis;
    FlagStore store;

    @BeforeEach
    void start() {
        redis = RedisServer.start(directory);
        store = Flags.store(redis);
        store.look(green());
    }

    @AfterEach
    void end() {
        store.close();
        redis.close();
    }

    @Test
    void deleted() {
        store.hold(order("a"));
        redis.tell(jedis -> jedis.del(KEY));

        held(store.hold(order("a")), Rewrite.LOST);
        assertStopped(redis);
    }

    @Test
    void flushedWithTheOrder() {
        store.hold(order("a"));
        redis.tell(Jedis::flushAll);

        held(store.hold(order("a")), Rewrite.LOST);
        assertStopped(redis);
        assertThat(store.order()).contains(order("a"));
    }

    @Test
    void restartedEmpty() {
        store.hold(order("a"));
        redis.kill();
        redis.start();

        held(store.hold(order("a")), Rewrite.LOST);
        assertStopped(redis);
        assertThat(store.order()).contains(order("a"));
    }

    @Test
    void evictedR2() {
        redis.config("maxmemory-policy", "allkeys-lru");
        store.hold(order("a"));
        redis.config("maxmemory", "1");
        assertThat(redis.get(KEY)).isEmpty();
        redis.config("maxmemory", "0");

        held(store.hold(order("a")), Rewrite.LOST);
        assertStopped(redis);
    }

    @Test
    void overwrittenByHandR10() {
        redis.set(KEY, LIVE);
        store.hold(order("a"));
        redis.set(KEY, LIVE.replace("12345678901234567890", "12345678901234567890,\"updated_at\":1696176000"));

        SwitchReport.Held report = held(store.hold(order("a")), Rewrite.OVERWRITTEN);

        assertThat(report.found()).contains("LIVE").contains("1696176000");
        assertStopped(redis);
        assertOthersKept(redis);
        assertThat(Flags.flag(redis).getLong("updated_at")).isGreaterThan(1_696_176_000L);
    }

    @Test
    void oldSnapshotCameBack() {
        redis.set(KEY, "{\"mode\":\"LIVE\",\"emergency_stop\":false,\"updated_at\":1696176000}");
        redis.tell(Jedis::save);
        store.hold(order("a"));
        redis.kill();
        redis.start();
        assertThat(Flags.flag(redis).getString("mode")).isEqualTo("LIVE");

        held(store.hold(order("a")), Rewrite.STALE);
        assertStopped(redis);
        assertThat(store.order()).contains(order("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LIVE", "[1]", "{\"mode\":", "\"x\"", "null"})
    void noJsonObject(String value) {
        redis.set(KEY, value);

        SwitchReport.Held report = held(store.hold(order("a")), Rewrite.FIRST);

        assertThat(report.found()).isEqualTo(value);
        assertStopped(redis);
    }

    @Test
    void hugeGarbageIsKeptInPart() {
        redis.set(KEY, "x".repeat(100_000));

        SwitchReport.Held report = held(store.hold(order("a")), Rewrite.FIRST);

        assertThat(report.found()).startsWith("xxx").hasSizeBetween(4_000, 4_200);
        assertStopped(redis);
    }

    @Test
    void anotherTypeR7() {
        redis.tell(jedis -> jedis.hset(KEY, Map.of("mode", "LIVE")));
        assertThat(store.look(green())).isInstanceOf(SwitchReport.Clear.class);

        assertThat(held(store.hold(order("a")), Rewrite.FIRST).found()).contains("hash", "mode", "LIVE");
        assertStopped(redis);

        for (String command : List.of("list", "set", "zset", "stream")) {
            redis.tell(jedis -> {
                jedis.del(KEY);
                switch (command) {
                    case "list" -> jedis.rpush(KEY, "LIVE");
                    case "set" -> jedis.sadd(KEY, "LIVE");
                    case "zset" -> jedis.zadd(KEY, 1, "LIVE");
                    default -> jedis.xadd(KEY, Map.of("mode", "LIVE"), XAddParams.xAddParams());
                }
            });
            assertThat(held(store.hold(order("a")), Rewrite.OVERWRITTEN).found())
                    .contains(command);
            assertStopped(redis);
        }
    }

    @Test
    void timeToLiveDoesNotOutliveTheStop() {
        redis.set(KEY, LIVE);
        redis.tell(jedis -> jedis.expire(KEY, 1000));
        store.hold(order("a"));
        long ttl = redis.ask(jedis -> jedis.ttl(KEY));
        assertThat(ttl).isEqualTo(-1);
    }

    @Test
    void timeToLiveOfAnAdoptedStopNeither() {
        redis.set(KEY, "{\"mode\":\"DRY\",\"emergency_stop\":true}");
        redis.tell(jedis -> jedis.expire(KEY, 1000));

        assertThat(held(store.hold(order("a"))).rewrite()).isEmpty();

        long ttl = redis.ask(jedis -> jedis.ttl(KEY));
        assertThat(ttl).isEqualTo(-1);
        assertThat(redis.get(KEY)).contains("{\"mode\":\"DRY\",\"emergency_stop\":true}");
    }

    @Test
    void garbageInTheOrderKeyHindersNothing() {
        redis.set(Flags.ORDER_KEY, "{\"order\":");
        store.look(green());
        held(store.hold(order("a")), Rewrite.FIRST);
        assertThat(store.order()).contains(order("a"));

        redis.tell(jedis -> {
            jedis.del(Flags.ORDER_KEY, KEY);
            jedis.lpush(Flags.ORDER_KEY, "x");
        });
        held(store.hold(order("a")), Rewrite.LOST);
        assertStopped(redis);
        assertThat(store.order()).contains(order("a"));
    }

    @Test
    void firstWriteIsOneRoundTrip() {
        redis.set(KEY, LIVE);
        store.look(green());
        redis.tell(Jedis::configResetStat);
        String monitored = Monitored.commands(redis, () -> store.hold(order("a")));

        assertThat(monitored.lines().findFirst().orElse(""))
                .contains("\"EVAL\"")
                .contains(KEY);
        assertStopped(redis);
        assertOthersKept(redis);
    }

    @Test
    void flagChangedSinceItWasSeen() {
        store.look(green());
        redis.set(KEY, LIVE);

        SwitchReport.Held report = held(store.hold(order("a")), Rewrite.FIRST);

        assertThat(report.found()).isEqualTo(LIVE);
        assertStopped(redis);
        assertOthersKept(redis);
    }

    @Test
    void updatedAtOnlyRises() {
        long last = 0;
        for (int i = 0; i < 20; i++) {
            redis.set(KEY, "{\"mode\":\"LIVE\",\"updated_at\":" + (i % 2 == 0 ? 1 : 1_900_000_000 + i) + "}");
            long before = Flags.flag(redis).getLong("updated_at");
            held(store.hold(order("a")));
            last = Flags.flag(redis).getLong("updated_at");
            assertThat(last).isGreaterThanOrEqualTo(before).isGreaterThan(1_700_000_000);
        }
        assertThat(last).isEqualTo(1_900_000_019);
    }

    @Test
    void standingIsLeftAndGoes() {
        assertThat(store.heard().standing()).contains(green());
        String word = new JsonArray(redis.get(Flags.WATCHDOGS_KEY).orElseThrow()).getString(0);
        redis.tell(jedis -> assertThat(jedis.pttl(word)).isBetween(1L, 5000L));
        ServerProcess.await("the word to expire", () -> store.heard().standing().isEmpty());

        redis.set(word, "?");
        assertThat(store.heard().standing())
                .hasValueSatisfying(one -> assertThat(one.blockers()).isNotEmpty());
    }

    @Test
    void twoOfOneNameDoNotSpeakForEachOther() {
        Standing blocked = new Standing(Optional.empty(), List.of("mode: breach"), Optional.empty());
        try (FlagStore other = Flags.store(redis)) {
            other.look(blocked);
            store.look(green());
            assertThat(store.heard().standing()).contains(blocked.and(green()));
        }
        assertThat(new JsonArray(redis.get(Flags.WATCHDOGS_KEY).orElseThrow())).hasSize(2);
        ServerProcess.await(
                "both words to expire", () -> store.heard().standing().isEmpty());

        try (FlagStore next = Flags.store(redis)) {
            next.look(green());
            assertThat(next.heard().standing()).contains(green());
        }
        assertThat(new JsonArray(redis.get(Flags.WATCHDOGS_KEY).orElseThrow())).hasSize(1);
    }

    @Test
    void namesThatAreNoneOfOursAreNotRead() {
        redis.set("secret", "{}");
        redis.set(Flags.WATCHDOGS_KEY, "[\"secret\", 7]");
        ServerProcess.await(
                "the first word to expire", () -> store.heard().standing().isEmpty());
        redis.set(Flags.WATCHDOGS_KEY, "no list");
        assertThat(store.heard().standing()).isEmpty();

        store.look(green());

        assertThat(store.heard().standing()).contains(green());
    }
}
