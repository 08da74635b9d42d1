package io.github.slowatchdog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @TempDir
    Path directory;

    @Test
    void settingsDoNotPrintThem() {
        assertThat(Loading.load(Loading.RESOURCES.resolve("config/everything.yaml"))
                        .toString())
                .contains("<secret")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prometheus: {url: 'http://localhost:9090', authorization: {credentials: hunter2}}",
                "prometheus: {url: 'http://localhost:9090', basic_auth: {username: a, password: hunter2}}",
                "prometheus: {url: 'http://localhost:9090', headers: {X-Key: hunter2}}",
                "prometheus: {url: 'http://localhost:9090', headers: {X-Key: '${ENV:NOT_SHOWN}'}}",
            })
    void noneOfTheWaysToGiveOne(String prometheus) throws IOException {
        Loaded loaded = load(prometheus);
        assertThat(loaded).isInstanceOf(Loaded.Ok.class);
        assertThat(loaded.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prometheus: {url: 'http://a:hunter2@localhost:9090'}",
                "prometheus: {url: 'http://a:hunter2@local host:9090'}",
                "prometheus: {url: '${ENV:NOT_SHOWN}'}",
                "prometheus: {url: 'http://localhost', timeout: '${ENV:NOT_SHOWN}'}",
                "prometheus: {url: 'http://localhost', authorization: {credentials_file: '${ENV:NOT_SHOWN}'}}",
                "prometheus: {url: 'http://localhost', max_response: '${ENV:NOT_SHOWN}'}",
                "prometheus: {url: 'http://localhost', freshness: {selector: '${ENV:NOT_SHOWN}('}}",
                "prometheus: {url: 'http://localhost', tls_config: {insecure_skip_verify: '${ENV:NOT_SHOWN}'}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: [hunter2]}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: \"hunter2\\n\"}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: 'hunt${hunter2}'}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: 'hunt${hunter2'}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: *hunter2}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: !hunter2!x y}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: !hunter2 y}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: &hunter2}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: @hunter2}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: \"hunter2\\q\"}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: 'hunter2}}",
                "prometheus: {url: 'http://localhost', authorization: {credentials: ${ENV:hunter2-x}}}",
            })
    void norProblems(String prometheus) throws IOException {
        Loaded loaded = load(prometheus);
        assertThat(loaded).isInstanceOf(Loaded.Invalid.class);
        assertThat(loaded.toString()).doesNotContain("hunter2");
    }

    @Test
    void aSecretFileIsReadAtEachUse() throws IOException {
        Path file = directory.resolve("token");
        Files.writeString(file, "first\n");
        Secret secret = Secret.in(file);
        assertThat(secret.reveal()).isEqualTo("first");
        Files.writeString(file, "second\r\n");
        assertThat(secret.reveal()).isEqualTo("second");
        assertThat(secret.toString()).doesNotContain("second");
    }

    private Loaded load(String prometheus) throws IOException {
        Path file = directory.resolve("watchdog.yaml");
        Files.writeString(
                file,
                Files.readString(Loading.RESOURCES.resolve("config/minimal.yaml"))
                        .replace("prometheus: {url: http://localhost:9090}", prometheus)
                        .replace(
                                "../rules",
                                Loading.RESOURCES
                                        .resolve("rules")
                                        .toAbsolutePath()
                                        .toString()));
        return Loading.load(file, java.util.Optional.empty(), java.util.Map.of("NOT_SHOWN", "hunter2"));
    }
}
