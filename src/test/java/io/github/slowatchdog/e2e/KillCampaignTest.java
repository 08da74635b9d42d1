package io.github.slowatchdog.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at a random moment round a breach, again and again (baselines: 26). Each time the next watchdog finds or makes the
 * stop: the flag set, one order in force, none released. {@code -Dcampaign=2000} for the long form.
 */
class KillCampaignTest {

    private static final int ROUNDS = Integer.getInteger("campaign", 24);
    private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());
    private static final int WINDOW_MS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String ORDER_KEY = "slo-watchdog:{exec_mode}:order";
    private static final String GOOD = "{\"depth\":1,\"mode\":\"DRY\"}";
    private static final String BAD = "{\"depth\":99,\"mode\":\"DRY\"}";

    @TempDir
    Path directory;

    @Test
    void everyStopSurvives() throws Exception {
        Random random = new Random(SEED);
        try (RedisServer redis = RedisServer.start(directory);
                FaultyServer bot = FaultyServer.answering(GOOD)) {
            String config = configuration(redis, bot).toString();
            int unwritten = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                String where = "round " + round + " of " + ROUNDS + ", seed " + SEED;
                redis.tell(jedis -> jedis.flushAll());
                bot.answer(GOOD);
                try (WatchdogProcess first = WatchdogProcess.start(directory, "run", "-c", config)) {
                    await(where + ": it watches", first, "slo=depth from=waiting to=pass");
                    bot.answer(BAD);
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(WINDOW_MS + 1));
                    first.kill();
                }
                unwritten += saysStop(redis) ? 0 : 1;
                String before = inForce(redis);
                try (WatchdogProcess second = WatchdogProcess.start(directory, "run", "-c", config)) {
                    await(where + ": it stops", second, "stop confirmed");
                    assertThat(saysStop(redis)).as(where).isTrue();
                    assertThat(inForce(redis)).as(where + second.log()).isNotEmpty();
                    if (!before.isEmpty()) {
                        assertThat(inForce(redis)).as(where).isEqualTo(before);
                    }
                    assertThat(second.log())
                            .as(where)
                            .contains("stop written order=" + inForce(redis))
                            .doesNotContain("released");
                    second.kill();
                }
            }
            System.out.println(ROUNDS + " survived of " + ROUNDS + " (killed before the flag was written: " + unwritten
                    + ", after: " + (ROUNDS - unwritten) + "; seed " + SEED + ")");
        }
    }

    private static void await(String what, WatchdogProcess watchdog, String line) {
        ServerProcess.await(what, PATIENCE, () -> {
            assertThat(watchdog.isAlive()).as(what + "\n" + watchdog.log()).isTrue();
            return watchdog.log().contains(line);
        });
    }

    private static boolean saysStop(RedisServer redis) {
        return redis.get("exec_mode").orElse("").contains("\"emergency_stop\":true");
    }

    /** The order in force; empty if there is none. A release would be told by the log of whoever sees it. */
    private static String inForce(RedisServer redis) {
        JsonObject record = new JsonObject(redis.get(ORDER_KEY).orElse("{}"));
        assertThat(record.containsKey("release")).as(record.encode()).isFalse();
        assertThat(record.containsKey("earlier")).as(record.encode()).isFalse();
        return record.getJsonObject("order", new JsonObject()).getString("id", "");
    }

    private Path configuration(RedisServer redis, FaultyServer bot) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), """
                groups:
                  - name: queue
                    interval: 100ms
                    objectives:
                      - {name: depth, probe: {url: '%s/status', json: $.depth}, expect: "< 10", on_breach: stop}
                """.formatted(bot.url()));
        return Files.writeString(directory.resolve("watchdog.yaml"), """
                name: stage
                rules: [rules.yaml]
                prometheus: {url: 'http://127.0.0.1:1'}
                stop:
                  redis: {url: 'redis://127.0.0.1:%s'}
                  confirm: {probe: {url: '%s/status', json: $.mode}, expect: "== DRY"}
                  when_blind: {after: 1m, then: warn}
                http: {listen: '127.0.0.1:0'}
                phases: [{name: canary, soak: {window: 1h}}]
                phase: canary
                """.formatted(
                        redis.address().nodes().get(0).port(), bot.url()));
    }
}
