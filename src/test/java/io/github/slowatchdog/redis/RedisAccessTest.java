package io.github.slowatchdog.redis;

import static io.github.slowatchdog.redis.Flags.KEY;
import static io.github.slowatchdog.redis.Flags.LIVE;
import static io.github.slowatchdog.redis.Flags.assertOthersKept;
import static io.github.slowatchdog.redis.Flags.assertStopped;
import static io.github.slowatchdog.redis.Flags.failed;
import static io.github.slowatchdog.redis.Flags.green;
import static io.github.slowatchdog.redis.Flags.held;
import static io.github.slowatchdog.redis.Flags.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.params.ClientKillParams;

/** Passwords, users, rights: SPEC 7.2's reason codes, and what works with less than all rights. */
class RedisAccessTest {

    @TempDir
    Path directory;

    RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.start(directory);
        redis.set(KEY, LIVE);
    }

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void noPasswordGiven() {
        redis.config("requirepass", "s3cret");
        try (FlagStore store = Flags.store(redis)) {
            failed(store.look(green()), SwitchFailure.NOAUTH);
            failed(store.hold(order("a")), SwitchFailure.NOAUTH);
        }
    }

    @Test
    void wrongPassword() {
        redis.config("requirepass", "s3cret");
        try (FlagStore store = Flags.store(Flags.as(redis.address(), "", "wr0ng"))) {
            assertThat(failed(store.hold(order("a")), SwitchFailure.WRONGPASS).detail())
                    .doesNotContain("wr0ng");
        }
    }

    @Test
    void passwordWhereNoneIsNeeded() {
        try (FlagStore store = Flags.store(Flags.as(redis.address(), "", "wr0ng"))) {
            assertThat(failed(store.hold(order("a")), SwitchFailure.WRONGPASS).detail())
                    .doesNotContain("wr0ng");
        }
    }

    @Test
    void rotatedPasswordIsReadAgain() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "old\n");
        redis.config("requirepass", "old");
        Settings.Redis settings =
                Flags.settings(redis.address(), Settings.Tls.STANDARD, Optional.empty(), Optional.of(Secret.in(file)));
        try (FlagStore store = Flags.store(settings)) {
            assertThat(store.look(green())).isInstanceOf(SwitchReport.Clear.class);
            redis.ask(
                    DefaultJedisClientConfig.builder()
                            .serverDefaultProtocol()
                            .password("old")
                            .build(),
                    jedis -> {
                        jedis.configSet("requirepass", "new");
                        return jedis.clientKill(new ClientKillParams().skipMe(ClientKillParams.SkipMe.YES));
                    });
            failed(store.look(green()), SwitchFailure.WRONGPASS);
            Files.writeString(file, "new\n");

            held(store.hold(order("a")), Rewrite.FIRST);

            Files.delete(file);
            assertThat(store.look(green())).isInstanceOf(SwitchReport.Ordered.class);
        }
        try (FlagStore store = Flags.store(settings)) {
            assertThat(failed(store.look(green()), SwitchFailure.NOAUTH).detail())
                    .contains("password");
        }
    }

    @Test
    void scriptingDenied() {
        user("+@all", "-@scripting", "~*");
        try (FlagStore store = Flags.store(Flags.as(redis.address(), "dog", "pw"))) {
            store.look(green());
            redis.set(KEY, LIVE.replace("{", "{\"since\":1,"));
            held(store.hold(order("a")), Rewrite.FIRST);
            assertStopped(redis);
            assertOthersKept(redis);
            assertThat(Flags.flag(redis).getInteger("since")).isEqualTo(1);
            redis.set(KEY, LIVE);
            held(store.hold(order("a")), Rewrite.OVERWRITTEN);
            assertThat(store.order()).contains(order("a"));

            assertThat(store.release(Flags.release("a"))).isInstanceOf(SwitchReport.Released.class);

            assertThat(store.hold(order("a"))).isInstanceOf(SwitchReport.Released.class);
            assertThat(Flags.flag(redis).getBoolean("emergency_stop")).isFalse();
        }
    }

    @Test
    void scriptingRenamedAway() throws IOException {
        redis.close();
        redis = RedisServer.start(directory, "--rename-command", "EVAL", "");
        try (FlagStore store = Flags.store(redis)) {
            store.look(green());
            held(store.hold(order("a")), Rewrite.FIRST);
            assertStopped(redis);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-set", "-@scripting -set", "-get", "-@all"})
    void writingDenied(String rights) {
        List<String> rules = new ArrayList<>(List.of("+@all", "~*"));
        rules.addAll(List.of(rights.split(" ", -1)));
        user(rules.toArray(String[]::new));
        try (FlagStore store = Flags.store(Flags.as(redis.address(), "dog", "pw"))) {
            failed(store.hold(order("a")), SwitchFailure.NOPERM);
            assertThat(redis.get(KEY)).contains(LIVE);

            user("+@all", "~*");
            held(store.hold(order("a")), Rewrite.FIRST);
            assertStopped(redis);
        }
    }

    @Test
    void keyDenied() {
        user("+@all", "~slo-watchdog:*");
        try (FlagStore store = Flags.store(Flags.as(redis.address(), "dog", "pw"))) {
            failed(store.hold(order("a")), SwitchFailure.NOPERM);
        }
    }

    /** The flag counts; what stands beside it may be denied, and a look says so. */
    @Test
    void onlyTheFlagAllowed() {
        user("+@all", "~" + KEY);
        try (FlagStore store = Flags.store(Flags.as(redis.address(), "dog", "pw"))) {
            failed(store.look(green()), SwitchFailure.NOPERM);
            held(store.hold(order("a")), Rewrite.FIRST);
            assertStopped(redis);
            redis.set(KEY, LIVE);
            held(store.hold(order("a")), Rewrite.OVERWRITTEN);
        }
    }

    /** Every step of a stop works under the rights of the guide, and no command is allowed that none of them needs. */
    @Test
    void rightsOfTheGuideAreEnoughAndNotMore() throws IOException {
        List<String> rules = Guide.acl();
        user(rules.toArray(String[]::new));
        List<String> denied = deniedDuringAWholeLife();
        assertThat(denied).isEmpty();

        List<String> commands =
                rules.stream().filter(rule -> rule.startsWith("+")).toList();
        assertThat(commands).isNotEmpty();
        for (String command : commands) {
            List<String> less =
                    rules.stream().filter(rule -> !rule.equals(command)).toList();
            user(less.toArray(String[]::new));
            assertThat(deniedDuringAWholeLife()).as("without " + command).isNotEmpty();
        }
    }

    /** What the server has denied while everything was done that a watchdog and a person do. */
    private List<String> deniedDuringAWholeLife() {
        redis.tell(jedis -> {
            jedis.flushAll();
            jedis.aclLogReset();
            jedis.configSet("maxmemory", "0");
        });
        redis.set(KEY, "{\"mode\":\"DRY\",\"emergency_stop\":true}");
        try (FlagStore store = Flags.store(Flags.as(redis.address(), "dog", "pw"))) {
            store.look(green());
            store.hold(order("a"));
            redis.set(KEY, LIVE);
            store.hold(order("a"));
            store.release(Flags.release("a"));
            store.look(green());
            redis.config("maxmemory", "1");
            store.hold(order("b"));
            redis.config("maxmemory", "0");
        } catch (RedisFailure e) {
            return List.of(e.detail());
        }
        List<String> denied = redis.ask(jedis -> jedis.aclLog()).stream()
                .map(entry -> entry.getReason() + " " + entry.getObject())
                .toList();
        if (denied.isEmpty()) {
            assertStopped(redis);
            assertOthersKept(redis);
        }
        return denied;
    }

    private void user(String... rules) {
        List<String> line = new ArrayList<>(List.of("SETUSER", "dog", "reset", "on", ">pw"));
        line.addAll(List.of(rules));
        redis.tell(jedis -> {
            jedis.sendCommand(Command.ACL, line.toArray(String[]::new));
        });
    }
}
