package io.github.slowatchdog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dead-man lease in a real Redis (SPEC 7.5). */
class RedisLeaseTest {

    private static final String KEY = "exec_mode:lease";
    private static final Settings.Lease LEASE = new Settings.Lease(KEY, Duration.ofSeconds(3));

    @TempDir
    Path directory;

    RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.start(directory);
    }

    @AfterEach
    void end() {
        redis.close();
    }

    private RedisLease lease(String name) {
        return RedisLease.open(name, Flags.settings(redis.address()), LEASE);
    }

    private long left() {
        return redis.ask(jedis -> jedis.pttl(KEY));
    }

    @Test
    void holdsTheNameForAsLongAsItIsRenewed() {
        RedisLease lease = lease("canary");
        assertThat(Awaited.result(lease.keep())).isEmpty();
        assertThat(redis.get(KEY)).contains("canary");
        assertThat(left()).isBetween(1L, 3000L);

        ServerProcess.await("half of it is over", () -> left() < 1500);
        assertThat(Awaited.result(lease.keep())).isEmpty();
        assertThat(left()).isGreaterThan(1500);
        ServerProcess.await("it ends by itself", () -> redis.get(KEY).isEmpty());
    }

    @Test
    void letsGoOfItsOwnAtOnceAndNotOfAnothers() {
        RedisLease ours = lease("ours");
        RedisLease theirs = lease("theirs");
        Awaited.result(ours.keep());
        assertThat(Awaited.result(ours.drop())).isEmpty();
        assertThat(redis.get(KEY)).isEmpty();
        assertThat(Awaited.result(ours.drop())).as("twice does no harm").isEmpty();

        Awaited.result(ours.keep());
        Awaited.result(theirs.keep());
        assertThat(Awaited.result(ours.drop())).isEmpty();
        assertThat(redis.get(KEY)).contains("theirs");
        redis.tell(jedis -> jedis.del(KEY));
        redis.tell(jedis -> jedis.lpush(KEY, "no lease at all"));
        assertThat(Awaited.result(ours.drop())).isEmpty();
        boolean there = redis.ask(jedis -> jedis.exists(KEY));
        assertThat(there).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+eval", "+watch +unwatch +multi +exec"})
    void needsNoMoreRightsThanTheGuideSays(String compare) {
        String rule = "on >pw ~exec_mode:lease +get +set +del +role " + compare;
        redis.tell(jedis -> jedis.aclSetUser("lease", rule.split(" ")));
        RedisLease lease = RedisLease.open("canary", Flags.as(redis.address(), "lease", "pw"), LEASE);
        for (int round = 0; round < 2; round++) {
            assertThat(Awaited.result(lease.keep())).isEmpty();
            assertThat(redis.get(KEY)).contains("canary");
            assertThat(Awaited.result(lease.drop())).isEmpty();
            assertThat(redis.get(KEY)).isEmpty();
        }
        redis.set(KEY, "theirs");
        assertThat(Awaited.result(lease.drop())).isEmpty();
        assertThat(redis.get(KEY)).contains("theirs");
    }

    @Test
    void troubleIsSaidAndOverWhenRedisIsBack() {
        RedisLease lease = lease("canary");
        Awaited.result(lease.keep());
        redis.freeze();
        assertThat(Awaited.result(lease.keep()))
                .hasValueSatisfying(said -> assertThat(said).startsWith("timeout"));
        redis.thaw();
        assertThat(Awaited.result(lease.keep())).isEmpty();
        redis.kill();
        assertThat(Awaited.result(lease.drop())).isPresent();
        redis.start();
        assertThat(Awaited.result(lease.keep())).isEmpty();
        assertThat(redis.get(KEY)).contains("canary");
    }

    @Test
    void endsWithTheWatchdogButOnlyIfItWasTaken() {
        RedisLease never = lease("canary");
        redis.set(KEY, "canary");
        Awaited.result(never.close());
        assertThat(redis.get(KEY)).contains("canary");

        RedisLease lease = lease("canary");
        Awaited.result(lease.keep());
        Awaited.result(lease.close());
        assertThat(redis.get(KEY)).isEmpty();
        assertThat(Awaited.result(lease.keep())).as("closed").isPresent();
    }
}
