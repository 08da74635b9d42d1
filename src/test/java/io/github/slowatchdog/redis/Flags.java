package io.github.slowatchdog.redis;

import io.github.slowatchdog.config.RedisAddress;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.FlagDocument;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Values for the tests of this package. */
final class Flags {

    static final String KEY = "exec_mode";
    static final String ORDER_KEY = "slo-watchdog:canary:order";
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Flags() {}

    static FlagStore store(RedisServer redis) {
        return FlagStore.open("canary", settings(redis.address()));
    }

    static Settings.Redis settings(RedisAddress address) {
        return new Settings.Redis(
                address,
                Optional.empty(),
                Optional.empty(),
                Settings.Tls.STANDARD,
                KEY,
                FlagDocument.standard(),
                Duration.ofMillis(500));
    }

    static StopOrder order(String id) {
        return new StopOrder(id, Cause.BREACH, "duplicate_intents", "1 is not == 0", NOON, "canary");
    }

    static Release release(String orderId) {
        return new Release(orderId, "ann", "fixed", NOON.plusSeconds(60), false);
    }

    static Standing green() {
        return new Standing(NOON, List.of(), Optional.of(NOON.minusSeconds(600)));
    }

    static JsonObject flag(RedisServer redis) {
        return new JsonObject(redis.get(KEY).orElse("{}"));
    }
}
