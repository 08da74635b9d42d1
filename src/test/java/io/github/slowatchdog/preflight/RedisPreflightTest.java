package io.github.slowatchdog.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Loaded;
import io.github.slowatchdog.redis.RedisInspection;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

/** What a look at a real Redis brings to light (rows R1 to R5, R7), and that nothing is left behind but what was there. */
@Tag("heavy")
class RedisPreflightTest {

    private static final String FLAG = "{\"mode\":\"LIVE\",\"emergency_stop\":false}";
    /** As docs/redis.md has it. */
    private static final String RIGHTS =
            "~exec_mode ~exec_mode:armed ~slo-watchdog:* +get +set +eval +rename +persist +role";

    @TempDir
    Path directory;

    private RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.start(directory);
        redis.set("exec_mode", FLAG);
    }

    @AfterEach
    void end() {
        redis.close();
    }

    private List<String> look(String keys) {
        return look(keys, true);
    }

    private List<String> look(String keys, boolean writing) {
        Loaded.Ok loaded = Checked.load(
                directory,
                """
                name: desk
                rules: [rules.yaml]
                prometheus: {url: 'http://127.0.0.1:9', freshness: {selector: up, max_age: 90s}}
                stop:
                  redis: {timeout: 2s, %s}
                  when_blind: {after: 1m, then: warn}
                phases: [{name: dry, soak: {window: 1h}}]
                """.formatted(keys),
                "groups: [{name: all, objectives: [{name: it, count: x, expect: \"== 0\", on_breach: stop}]}]");
        return RedisJudge.of(
                        RedisInspection.of(loaded.settings().stop().redis()).inspect(writing),
                        loaded.places(),
                        Duration.ofSeconds(2))
                .stream()
                .map(finding -> finding.code().word() + " " + finding.what())
                .toList();
    }

    private String url(int port) {
        return "url: 'redis://127.0.0.1:" + port + "'";
    }

    private String user(String rights) {
        redis.tell(jedis -> jedis.sendCommand(Command.ACL, ("SETUSER bot reset on >hunter2 " + rights).split(" ", -1)));
        try {
            Files.writeString(directory.resolve("password"), "hunter2");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return url(redis.port()) + ", username: bot, password_file: password";
    }

    private void assertAsBefore() {
        ServerProcess.await("the probe is gone, also where it has to expire", () -> {
            redis.tell(jedis -> jedis.keys("*").forEach(jedis::get));
            return redis.<Set<String>>ask(jedis -> jedis.keys("*")).equals(Set.of("exec_mode"));
        });
        long left = redis.ask(jedis -> jedis.pttl("exec_mode"));
        assertThat(redis.get("exec_mode")).contains(FLAG);
        assertThat(left).isEqualTo(-1);
    }

    @Test
    void a_server_of_ones_own_is_clean_and_stays_as_it_was() {
        assertThat(look(url(redis.port()))).isEmpty();
        assertAsBefore();
    }

    @Test
    void without_writing_nothing_is_written() {
        long before = redis.calls("set");

        assertThat(look(url(redis.port()), false)).isEmpty();
        assertThat(redis.calls("set")).isEqualTo(before);
        assertThat(redis.calls("eval")).isZero();
    }

    @Test
    void a_user_with_the_rights_of_the_document_is_enough_and_cannot_tell_of_the_server() {
        assertThat(look(user(RIGHTS))).containsExactly("redis-not-told INFO is denied");
        assertAsBefore();
        assertThat(look(user(RIGHTS + " +info"))).isEmpty();
        assertAsBefore();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "scripting-denied EVAL is denied; ~* +@all -eval",
                "scripting-denied EVAL is denied;"
                        + " ~exec_mode ~slo-watchdog:* +get +set +watch +unwatch +multi +exec +rename +role +info",
                "role-denied ROLE is denied; ~* +@all -role",
                "rename-denied RENAME: noperm:; ~* +@all -rename",
                "flag-not-writable the flag may not be written: noperm:; ~slo-watchdog:* +@all",
                "flag-not-writable the flag may not be written: noperm:; %R~exec_mode ~slo-watchdog:* +@all",
                "flag-not-writable the flag may not be written: noperm:;" + " %R~exec_mode ~slo-watchdog:* +@all -eval",
                "flag-not-writable a probe key beside the flag: noperm:; ~* +@all -set",
                "flag-not-writable a probe key beside the flag: noperm:; ~* +@all -eval -multi",
            })
    void what_a_user_may_not_do_is_said(String found, String rights) {
        String user = user(rights);

        assertThat(look(user)).anySatisfy(finding -> assertThat(finding).startsWith(found));
        assertAsBefore();
    }

    @Test
    void a_wrong_password_is_no_unreachable_server() {
        String user = user(RIGHTS);
        redis.tell(jedis -> jedis.sendCommand(Command.ACL, "SETUSER", "bot", "resetpass", ">other"));

        assertThat(look(user))
                .singleElement()
                .satisfies(finding -> assertThat(finding)
                        .startsWith("flag-not-writable wrongpass")
                        .doesNotContain("hunter2"));
    }

    @Test
    void nobody_there() {
        assertThat(look(url(ServerProcess.freePort())))
                .singleElement()
                .satisfies(finding -> assertThat(finding).startsWith("redis-unreachable unreachable"));
    }

    @Test
    void memory() {
        redis.config("maxmemory-policy", "allkeys-lru");
        assertThat(look(url(redis.port())))
                .as("without a limit nothing is evicted")
                .isEmpty();
        redis.config("maxmemory", "100mb");
        assertThat(look(url(redis.port()))).containsExactly("flag-may-be-evicted maxmemory-policy is allkeys-lru");
        redis.config("maxmemory-policy", "volatile-lru");
        assertThat(look(url(redis.port()))).as("the flag has no expiry").isEmpty();

        redis.config("maxmemory-policy", "noeviction");
        redis.config("maxmemory", "100");
        assertThat(look(url(redis.port())))
                .hasSize(2)
                .anySatisfy(
                        finding -> assertThat(finding).startsWith("flag-not-writable a probe key beside the flag: oom"))
                .anySatisfy(finding -> assertThat(finding).startsWith("memory-nearly-full"));
        redis.config("maxmemory", "0");
        assertAsBefore();
    }

    @Test
    void saves_that_fail() {
        redis.config("save", "3600 1000000");
        // the dump cannot be moved to where a directory is
        assertThat(directory
                        .resolve("dump-" + redis.port() + ".rdb/full")
                        .toFile()
                        .mkdirs())
                .isTrue();
        redis.tell(jedis -> jedis.bgsave());
        ServerProcess.await(
                "a save that failed",
                () -> redis.ask(jedis -> jedis.info("persistence")).contains("rdb_last_bgsave_status:err"));

        assertThat(look(url(redis.port())))
                .hasSize(2)
                .anySatisfy(finding ->
                        assertThat(finding).startsWith("flag-not-writable a probe key beside the flag: misconf"))
                .anySatisfy(finding -> assertThat(finding).startsWith("saves-fail"));
        redis.config("stop-writes-on-bgsave-error", "no");
        assertThat(look(url(redis.port())))
                .singleElement()
                .satisfies(finding -> assertThat(finding).startsWith("saves-fail"));
    }

    @Test
    void replicas() {
        try (RedisServer replica = RedisServer.replicaOf(redis, directory)) {
            assertThat(look(url(replica.port())))
                    .containsExactly("redis-is-replica the address is that of a replica of 127.0.0.1:" + redis.port());

            redis.config("min-replicas-to-write", "1");
            ServerProcess.await(
                    "a replica in step",
                    () -> redis.ask(jedis -> jedis.info("replication")).contains("min_slaves_good_slaves:1"));
            assertThat(look(url(redis.port())))
                    .containsExactly("needs-replicas min-replicas-to-write is set, and 1 replicas are in step");

            redis.config("min-replicas-to-write", "2");
            assertThat(look(url(redis.port())))
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("flag-not-writable a probe key beside the flag: noreplicas"));
        }
        assertAsBefore();
    }
}
