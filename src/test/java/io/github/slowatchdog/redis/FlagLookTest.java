package io.github.slowatchdog.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slowatchdog.servers.RedisServer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at the flag, on a real Redis. */
class FlagLookTest {

    @TempDir
    Path directory;

    @Test
    void theFlagAsItIs() {
        try (RedisServer redis = RedisServer.start(directory);
                FlagStore store = Flags.store(redis);
                FlagLook look = FlagLook.open(Flags.settings(redis.address()))) {
            assertThat(look.flag()).isEmpty();
            store.hold(Flags.order("first"));
            assertThat(new JsonObject(look.flag().orElseThrow()).getBoolean("emergency_stop"))
                    .isTrue();
            redis.close();
            assertThatThrownBy(look::flag).isInstanceOf(RedisFailure.class);
        }
    }
}
