package io.github.slowatchdog.redis;

import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.watch.KillSwitch;
import io.github.slowatchdog.watch.KillSwitchContract;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The same promises, kept by a real Redis. */
class RedisKillSwitchContractTest extends KillSwitchContract {

    @TempDir
    static Path directory;

    static RedisServer redis;

    RedisKillSwitch theSwitch;
    FlagStore elsewhere;

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
        theSwitch = new RedisKillSwitch(Flags.store(redis), Duration.ofSeconds(5));
        elsewhere = Flags.store(redis);
    }

    @AfterEach
    void close() {
        theSwitch.close();
        elsewhere.close();
    }

    @Override
    protected KillSwitch theSwitch() {
        return theSwitch;
    }

    @Override
    protected Optional<Map<String, Object>> flag() {
        return redis.get(Flags.KEY).map(JsonObject::new).map(JsonObject::getMap);
    }

    @Override
    protected void setFlag(Map<String, Object> value) {
        redis.set(Flags.KEY, new JsonObject(value).encode());
    }

    @Override
    protected void loseFlag() {
        redis.tell(jedis -> jedis.del(Flags.KEY));
    }

    @Override
    protected void orderFromElsewhere(StopOrder order) {
        elsewhere.hold(order);
    }

    @Override
    protected void release(Release release) {
        elsewhere.release(release);
    }
}
