package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol;

/** The way of a stop is taken where nothing comes of it, and trouble on it ends it (ADR 0022). */
class WarmUpTest {

    private static final String PROBE = "slo-watchdog:{exec_mode}:probe";
    private static final String LIVE = "{\"mode\":\"LIVE\",\"emergency_stop\":false}";

    @TempDir
    Path directory;

    RedisServer redis;
    Vertx vertx;

    @BeforeEach
    void start() {
        redis = RedisServer.start(directory);
        redis.set("exec_mode", LIVE);
        vertx = Vertx.vertx();
    }

    @AfterEach
    void end() throws Exception {
        await(vertx.close());
        redis.close();
    }

    private static void await(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** With the rights that docs/redis.md asks for, and no others. */
    private Settings settings() throws IOException {
        String rights = Files.readAllLines(Path.of("docs/redis.md")).stream()
                .filter(line -> line.startsWith("ACL SETUSER slo-watchdog reset"))
                .findFirst()
                .orElseThrow();
        String[] words =
                rights.replace("PASSWORD", "sesame").substring("ACL ".length()).split(" ", -1);
        redis.tell(jedis -> jedis.sendCommand(Protocol.Command.ACL, words));
        Files.writeString(directory.resolve("password"), "sesame");
        String url = "'redis://127.0.0.1:" + redis.port() + "', username: slo-watchdog, password_file: password";
        return Configurations.load(
                directory, Configurations.CONFIG.replace("'redis://localhost:6379/0'", url), Configurations.RULES);
    }

    @Test
    void stopsAProbeAndLeavesTheFlagAlone() throws Exception {
        Settings settings = settings();
        long before = redis.calls("eval");

        await(WarmUp.run(vertx, settings));

        // flag and order in one, their release in one
        assertThat(redis.calls("eval") - before).isGreaterThanOrEqualTo(2L * WarmUp.ROUNDS - 1);
        assertThat(redis.get("exec_mode")).contains(LIVE);
        assertThat(redis.get("slo-watchdog:{exec_mode}:order")).isEmpty();
        assertThat(redis.get(PROBE)).hasValueSatisfying(flag -> assertThat(flag).contains("\"emergency_stop\":true"));
    }

    @Test
    void whatItLeavesExpires() throws Exception {
        await(WarmUp.run(vertx, settings()));

        ServerProcess.await(
                "all keys but the flag expire",
                () -> redis.<Boolean>ask(jedis -> jedis.keys("*").stream()
                        .filter(key -> !key.equals("exec_mode"))
                        .allMatch(key -> jedis.ttl(key) > 0)));
    }

    @Test
    void endsWhereRedisSaysNo() throws Exception {
        Settings settings = settings();
        redis.config("maxmemory", "1");

        await(WarmUp.run(vertx, settings));

        assertThat(redis.get(PROBE)).isEmpty();
    }

    @Test
    void endsWithoutRedis() throws Exception {
        Settings settings = settings();
        redis.kill();

        await(WarmUp.run(vertx, settings));
    }
}
