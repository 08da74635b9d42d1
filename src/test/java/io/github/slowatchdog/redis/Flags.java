package io.github.slowatchdog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.RedisAddress;
import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.FlagDocument;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.Standing;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Values and assertions for the tests of this package. */
final class Flags {

    static final String KEY = "exec_mode";
    static final String ORDER_KEY = "slo-watchdog:{exec_mode}:order";
    static final String WATCHDOGS_KEY = "slo-watchdog:{exec_mode}:watchdogs";
    static final String LIVE = "{\"mode\":\"LIVE\",\"emergency_stop\":false,\"limits\":[],\"id\":12345678901234567890}";
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Flags() {}

    static FlagStore store(RedisServer redis) {
        return store(settings(redis.address()));
    }

    static FlagStore store(Settings.Redis settings) {
        return FlagStore.open("canary", settings);
    }

    static Settings.Redis settings(RedisAddress address) {
        return settings(address, Settings.Tls.STANDARD, Optional.empty(), Optional.empty());
    }

    static Settings.Redis as(RedisAddress address, String user, String password) {
        return settings(
                address,
                Settings.Tls.STANDARD,
                user.isEmpty() ? Optional.empty() : Optional.of(user),
                Optional.of(Secret.of(password)));
    }

    static Settings.Redis settings(
            RedisAddress address, Settings.Tls tls, Optional<String> user, Optional<Secret> password) {
        return new Settings.Redis(address, user, password, tls, KEY, FlagDocument.standard(), Duration.ofMillis(500));
    }

    static StopOrder order(String id) {
        return new StopOrder(id, Cause.BREACH, "duplicate_intents", "1 is not == 0", NOON, "canary");
    }

    static Release release(String orderId) {
        return new Release(orderId, "ann", "fixed", NOON.plusSeconds(60), false);
    }

    static Standing green() {
        return new Standing(Optional.empty(), List.of(), Optional.of(NOON.minusSeconds(600)));
    }

    static JsonObject flag(RedisServer redis) {
        return new JsonObject(redis.get(KEY).orElse("{}"));
    }

    static void assertStopped(RedisServer redis) {
        assertStopped(redis.get(KEY).orElse("(no flag)"));
    }

    static void assertStopped(String flag) {
        assertThat(flag).startsWith("{");
        assertThat(new JsonObject(flag).getMap())
                .containsEntry("mode", "DRY")
                .containsEntry("emergency_stop", true)
                .containsKey("updated_at");
    }

    /** The other fields of {@link #LIVE}, as they were written. */
    static void assertOthersKept(RedisServer redis) {
        assertThat(redis.get(KEY).orElse("(no flag)")).contains("\"limits\":[],\"id\":12345678901234567890");
    }

    static SwitchReport.Held held(SwitchReport report) {
        assertThat(report).isInstanceOf(SwitchReport.Held.class);
        return (SwitchReport.Held) report;
    }

    static SwitchReport.Held held(SwitchReport report, Rewrite reason) {
        assertThat(held(report).rewrite()).contains(reason);
        return held(report);
    }

    static SwitchReport.Failed failed(SwitchReport report, SwitchFailure failure) {
        assertThat(report).isInstanceOf(SwitchReport.Failed.class);
        SwitchReport.Failed failed = (SwitchReport.Failed) report;
        assertThat(failed.failure()).as(failed.detail()).isEqualTo(failure);
        assertThat(failed.detail()).isNotBlank();
        return failed;
    }
}
