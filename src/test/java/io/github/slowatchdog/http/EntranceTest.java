package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.watch.Boards;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is looked at before any path is. */
class EntranceTest {

    private static final Settings.Serving NAMED =
            new Settings.Serving(List.of("Status.Example.org"), 128, 64, Optional.empty());

    /** DNS rebinding: a page of evil.example, whose name leads to 127.0.0.1 by now. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:9911, 200",
        "127.0.0.1, localhost:9911, 200",
        "127.0.0.1, LOCALHOST, 200",
        "127.0.0.1, [::1]:9911, 200",
        "127.0.0.1, watchdog:9911, 200",
        "127.0.0.1, slo-watchdog.trading.svc:9911, 200",
        "127.0.0.1, slo-watchdog.trading.svc.cluster.local:9911, 200",
        "127.0.0.1, status.example.org, 200",
        "127.0.0.1, STATUS.example.org.:443, 200",
        "127.0.0.1, evil.example.com:9911, 421",
        "127.0.0.1, 127.0.0.1.evil.example.com, 421",
        "127.0.0.1, localhost.evil.example.com, 421",
        "127.0.0.1, status.example.org.evil.com, 421",
        "127.0.0.1, 127.0.0.1.nip.io, 421",
        "0.0.0.0, status.trading.example.com:9911, 200",
    })
    void theNameIsOneByWhichItMayBeAsked(String listen, String host, int status) throws Exception {
        ApiServer server = RunningServer.get(RunningServer.listen(
                new Settings.Http(listen, 0, Optional.empty(), NAMED),
                ApiBoards::soaking,
                InstantSource.fixed(Boards.NOW),
                Limits.STANDARD));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String answer =
                    exchange(socket, "GET /api/v1/soak HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            if (status == 421) {
                assertThat(answer).contains("\"code\":\"unknown_host\"").contains("http.hosts");
            }
        } finally {
            RunningServer.get(server.close().transform(ignored -> io.vertx.core.Future.succeededFuture()));
        }
    }

    /** Netty takes some lists of codings for chunked that end otherwise (CVE-2026-89044); here none is taken, and nothing after it. */
    @ParameterizedTest
    @ValueSource(strings = {"chunked", "chunked, xchunked", "identity", "gzip"})
    void aTransferCodingEndsTheConnection(String coding) throws Exception {
        try (RunningServer server = RunningServer.start(ApiBoards.soaking());
                Socket socket = server.connect()) {
            String answer = exchange(
                    socket,
                    "POST /api/v1/gate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + coding
                            + "\r\n\r\n0\r\n\r\nGET /api/v1/soak HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(answer).matches("(?s)HTTP/1.1 4(00|11) .*").doesNotContain("200 OK");
        }
    }

    private static String exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout((int) RunningServer.DEADLINE.toMillis());
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void wrongTokensAreLimitedAndTheRightOneIsNotTriedThen() throws Exception {
        ScriptedHands hands = new ScriptedHands();
        String order = "{\"by\":\"ann\",\"reason\":\"x\"}";
        try (RunningServer server = RunningServer.start(ApiBoards.soaking(), Secret.of("sesame"), hands)) {
            for (int i = 0; i < 5; i++) {
                assertThat(server.post("/api/v1/stop", order, "Authorization", "Bearer " + i)
                                .statusCode())
                        .isEqualTo(401);
            }
            HttpResponse<String> limited = server.post("/api/v1/stop", order, "Authorization", "Bearer sesame");
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(limited.headers().firstValue("retry-after").orElseThrow())
                    .matches("[12]");
            assertThat(new JsonObject(limited.body()).getJsonObject("error").getString("code"))
                    .isEqualTo("too_many_tries");
            assertThat(server.get("/api/v1/status").statusCode()).isEqualTo(200);
            ServerProcess.await("it may be tried again", () -> isTaken(server, order));
            assertThat(hands.orders).hasSize(1);
        }
    }

    private static boolean isTaken(RunningServer server, String order) {
        try {
            return server.post("/api/v1/stop", order, "Authorization", "Bearer sesame")
                            .statusCode()
                    == 200;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String answerWithoutBody(String path) throws Exception {
        Limits hurried = Limits.STANDARD.request(Duration.ofMillis(200));
        try (RunningServer server = RunningServer.start(ApiBoards.soaking(), hurried);
                Socket socket = server.connect()) {
            return exchange(socket, "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n{");
        }
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedFor() throws Exception {
        assertThat(answerWithoutBody("/api/v1/stop"))
                .startsWith("HTTP/1.1 408 ")
                .contains("too_slow");
    }

    @Test
    void whatIsAnsweredWithoutItsBodyIsCutOffAndNotAnsweredTwice() throws Exception {
        assertThat(answerWithoutBody("/api/v1/gate"))
                .containsOnlyOnce("HTTP/1.1 ")
                .doesNotContain("too_slow");
    }

    @Test
    void aConnectionThatAsksNothingIsNotKept() throws Exception {
        Limits hurried = Limits.STANDARD.request(Duration.ofMillis(200));
        try (RunningServer server = RunningServer.start(ApiBoards.soaking(), hurried);
                Socket silent = server.connect();
                Socket trickling = server.connect()) {
            trickling.getOutputStream().write("GET /met".getBytes(StandardCharsets.US_ASCII));
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(trickling.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** Whoever holds connections without asking anything does not keep a probe out. */
    @Test
    void anIdleConnectionMakesRoom() throws Exception {
        Limits few = Limits.STANDARD.connections(4, Duration.ofSeconds(60));
        List<Socket> held = new ArrayList<>();
        try (RunningServer server = RunningServer.start(ApiBoards.soaking(), few)) {
            for (int i = 0; i < 4; i++) {
                held.add(server.connect());
            }
            ServerProcess.await("a probe is let in", () -> isProbed(server));
            assertThat(held.get(0).getInputStream().read()).as("the oldest one").isEqualTo(-1);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    private static boolean isProbed(RunningServer server) {
        try (Socket socket = server.connect()) {
            return exchange(socket, "GET /-/healthy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }
}
