package io.github.slowatchdog.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.FaultyServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private final Vertx vertx = Vertx.vertx();
    private final FaultyServer server = FaultyServer.answering("{}");

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        server.close();
        Awaited.result(vertx.close());
    }

    private static Settings.HttpClient authorization(Secret secret) {
        return new Settings.HttpClient(
                Optional.empty(),
                Optional.of(new Settings.Authorization("Bearer", secret)),
                Map.of(),
                Settings.Tls.STANDARD);
    }

    private Answer call(HttpCaller caller) {
        return Awaited.result(caller.call(Call.get(server.url(), Duration.ofSeconds(10), 100)));
    }

    private String sent(String header) {
        return server.requests().get(server.requests().size() - 1).headers().getOrDefault(header, "nothing");
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void basicAuthIsSent() {
        Settings.HttpClient settings = new Settings.HttpClient(
                Optional.of(new Settings.BasicAuth("me", Secret.of("pä:ss"))),
                Optional.empty(),
                Map.of(),
                Settings.Tls.STANDARD);

        call(HttpCaller.create(vertx, settings, 1));

        assertThat(sent("authorization")).isEqualTo(basic("me:pä:ss"));
    }

    @Test
    void headersOfTheSettingsAreSentAndMayHoldSecrets() {
        Settings.HttpClient settings = new Settings.HttpClient(
                Optional.empty(),
                Optional.empty(),
                Map.of("X-Scope-OrgID", Secret.of("tenant")),
                Settings.Tls.STANDARD);

        call(HttpCaller.create(vertx, settings, 1));

        assertThat(sent("x-scope-orgid")).isEqualTo("tenant");
        assertThat(sent("authorization")).isEqualTo("nothing");
    }

    @Test
    void userInfoOfTheUrlIsBasicAuth() {
        URI url = URI.create("http://me:a%40b@127.0.0.1:" + server.port() + "/");

        Awaited.result(HttpCaller.create(vertx, Settings.HttpClient.PLAIN, 1)
                .call(Call.get(url, Duration.ofSeconds(10), 100)));

        assertThat(sent("authorization")).isEqualTo(basic("me:a@b"));
        assertThat(sent("host")).doesNotContain("@");
    }

    @Test
    void aSecretIsReadAtEachUse() throws IOException {
        Path file = directory.resolve("token");
        HttpCaller caller = HttpCaller.create(vertx, authorization(Secret.in(file)), 1);
        Files.writeString(file, "first\n");
        call(caller);
        assertThat(sent("authorization")).isEqualTo("Bearer first");

        Files.writeString(file, "second");
        call(caller);

        assertThat(sent("authorization")).isEqualTo("Bearer second");
    }

    @Test
    void withoutItsSecretNothingIsSent() {
        Path file = directory.resolve("missing");

        Answer answer = call(HttpCaller.create(vertx, authorization(Secret.in(file)), 1));

        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Answer.Kind.CREDENTIALS);
            assertThat(failed.detail()).contains("cannot read").contains("missing");
        });
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aSecretCannotWriteHeadersOfItsOwn() {
        Answer answer = call(HttpCaller.create(vertx, authorization(Secret.of("a\r\nX-Evil: hunter2")), 1));

        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Answer.Kind.CREDENTIALS);
            assertThat(failed.detail()).contains("control character").doesNotContain("hunter2");
        });
        assertThat(server.requests()).isEmpty();
    }
}
