package io.github.slowatchdog.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that says back what it was sent does not get our credentials into a message. */
class EchoTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
    }

    private String echoed(int status, Settings.HttpClient settings) {
        int port = Awaited.result(vertx.createHttpServer()
                        .requestHandler(request -> say(request, status))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        URI url = URI.create("http://127.0.0.1:" + port + "/");
        Answer answer = Awaited.result(
                HttpCaller.create(vertx, settings, 1).call(Call.get(url, Duration.ofSeconds(10), 10_000)));
        return ((Answer.Ok) answer).body().toString();
    }

    private static void say(HttpServerRequest request, int status) {
        String sent = String.valueOf(request.getHeader("Authorization"));
        String decoded = sent.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(sent.substring(6)), StandardCharsets.UTF_8)
                : "";
        request.response()
                .setStatusCode(status)
                .end("no such user: " + sent + " (" + decoded + ") of " + request.getHeader("X-Key"));
    }

    private static Settings.HttpClient with(
            Optional<Settings.BasicAuth> basic, Optional<Settings.Authorization> authorization) {
        return new Settings.HttpClient(
                basic, authorization, Map.of("X-Key", Secret.of("k3y-of-mine")), Settings.Tls.STANDARD);
    }

    private static final Settings.Authorization BEARER =
            new Settings.Authorization("Bearer", Secret.of("s3cret-tökén"));

    @Test
    void a_token_and_a_header() {
        assertThat(echoed(401, with(Optional.empty(), Optional.of(BEARER))))
                .startsWith("no such user: Bearer <secret>")
                .endsWith(" of <secret>");
    }

    @Test
    void a_password_in_both_forms() {
        Settings.BasicAuth basic = new Settings.BasicAuth("me", Secret.of("hunter2"));
        assertThat(echoed(500, with(Optional.of(basic), Optional.empty())))
                .isEqualTo("no such user: Basic <secret> (<secret>) of <secret>");
    }

    @Test
    void what_is_judged_is_left_as_it_is() {
        assertThat(echoed(200, with(Optional.empty(), Optional.of(BEARER)))).endsWith(" of k3y-of-mine");
    }
}
