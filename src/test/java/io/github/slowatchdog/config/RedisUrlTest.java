package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisUrlTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://localhost | SINGLE | localhost:6379 | '' | 0 | false",
                "redis://localhost/ | SINGLE | localhost:6379 | '' | 0 | false",
                "redis://10.0.0.1:7000/3 | SINGLE | 10.0.0.1:7000 | '' | 3 | false",
                "'redis://[::1]:7000' | SINGLE | ::1:7000 | '' | 0 | false",
                "rediss://my_redis | SINGLE | my_redis:6379 | '' | 0 | true",
                "redis-sentinel://a,b:5000/mymaster | SENTINEL | a:26379 b:5000 | mymaster | 0 | false",
                "rediss-sentinel://a/my%20master/2 | SENTINEL | a:26379 | my master | 2 | true",
                "redis-cluster://a:1,b:2 | CLUSTER | a:1 b:2 | '' | 0 | false",
                "rediss-cluster://a/0 | CLUSTER | a:6379 | '' | 0 | true",
            })
    void address(String url, RedisAddress.Kind kind, String nodes, String master, int database, boolean tls)
            throws IOException {
        RedisAddress address = redis(url).address();
        assertThat(address.kind()).isEqualTo(kind);
        assertThat(String.join(
                        " ", address.nodes().stream().map(Object::toString).toList()))
                .isEqualTo(nodes);
        assertThat(address.master()).isEqualTo(master);
        assertThat(address.database()).isEqualTo(database);
        assertThat(address.tls()).isEqualTo(tls);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://localhost | '' | ''",
                "redis://:hunter2@localhost | '' | hunter2",
                "redis://user:hunter2@localhost/1 | user | hunter2",
                "'redis://us%3Aer:hun%40ter2%2F+:@a' | us:er | hun@ter2/+:",
                "redis://user:p@ss@localhost | user | p@ss",
                "redis-sentinel://:hunter2@a,b/m | '' | hunter2",
            })
    void credentials(String url, String user, String password) throws IOException {
        Settings.Redis redis = redis(url);
        assertThat(redis.username().orElse("")).isEqualTo(user);
        assertThat(redis.password().isPresent() ? redis.password().get().reveal() : "")
                .isEqualTo(password);
        assertThat(redis.toString()).doesNotContain("hunter2");
    }

    @Test
    void aUserInTheUrlAndAPasswordFileBesideIt() throws IOException {
        Files.writeString(directory.resolve("password"), "hunter2\n");
        Settings.Redis redis = redis("redis://localhost\n    username: watchdog\n    password_file: password");
        assertThat(redis.username()).contains("watchdog");
        assertThat(redis.password().orElseThrow().reveal()).isEqualTo("hunter2");
    }

    private Settings.Redis redis(String url) throws IOException {
        Path file = directory.resolve("watchdog.yaml");
        Files.writeString(file, """
                name: vanta
                rules: [%s]
                prometheus: {url: http://localhost:9090}
                stop:
                  redis:
                    url: %s
                  when_blind: {after: 2m, then: stop}
                phases: [{name: dry, soak: {window: 24h}}]
                """.formatted(
                        Loading.RESOURCES.resolve("rules/minimal.yaml").toAbsolutePath(), url));
        return Loading.settings(file).stop().redis();
    }
}
