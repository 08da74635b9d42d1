package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders over HTTP: who may give them, and what of them reaches the hands. */
class OrdersTest {

    private static final String STOP = "{\"by\":\"ann\",\"reason\":\"balances do not match\"}";

    @TempDir
    Path directory;

    private final ScriptedHands hands = new ScriptedHands();
    private Path token;
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        token = Files.writeString(directory.resolve("token"), "sesame\n");
        server = RunningServer.start(ApiBoards.soaking(), Secret.in(token), hands);
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    private HttpResponse<String> post(String path, String body, String secret) throws Exception {
        return server.post(path, body, "Authorization", "Bearer " + secret);
    }

    private static String code(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getJsonObject("error").getString("code");
    }

    @Test
    void anOrderReachesTheHandsAsItWasGiven() throws Exception {
        assertThat(post("/api/v1/stop", STOP, "sesame").statusCode()).isEqualTo(200);
        post("/api/v1/release", "{\"order\":\"x1\",\"by\":\" bob \",\"reason\":\"grün\",\"force\":true}", "sesame");
        post("/api/v1/release", "{\"order\":\"x1\",\"by\":\"bob\",\"reason\":\"ok\"}", "sesame");
        assertThat(hands.orders)
                .containsExactly(
                        "stop by ann: balances do not match",
                        "release x1 by bob: grün, forced",
                        "release x1 by bob: ok");
    }

    @Test
    void nestedTooDeeplyIsNoOrder() throws Exception {
        String deep = "{\"by\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
        assertThat(post("/api/v1/stop", deep, "sesame").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer sesam",
        "Authorization, Bearer sesamee",
        "Authorization, Bearer",
        "Authorization, Basic sesame",
        "Authorization, sesame",
        "X-Token, Bearer sesame"
    })
    void anotherTokenIsNone(String header, String value) throws Exception {
        HttpResponse<String> answer = server.post("/api/v1/stop", STOP, header, value);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate").orElseThrow())
                .startsWith("Bearer");
        assertThat(answer.body()).doesNotContain("sesam");
        assertThat(hands.orders).isEmpty();
    }

    @Test
    void theTokenIsTheOneInTheFileNow() throws Exception {
        assertThat(server.post("/api/v1/stop", STOP, "Authorization", "bearer sesame")
                        .statusCode())
                .as("the scheme is of any case")
                .isEqualTo(200);
        Files.writeString(token, "rotated");
        assertThat(post("/api/v1/stop", STOP, "sesame").statusCode()).isEqualTo(401);
        assertThat(post("/api/v1/stop", STOP, "rotated").statusCode()).isEqualTo(200);
        Files.writeString(token, " \n");
        assertThat(post("/api/v1/stop", STOP, "").statusCode())
                .as("nothing is no token")
                .isEqualTo(403);
        Files.delete(token);
        HttpResponse<String> gone = post("/api/v1/stop", STOP, "rotated");
        assertThat(gone.statusCode()).isEqualTo(403);
        assertThat(gone.body()).doesNotContain(directory.toString());
        assertThat(hands.orders).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "{}",
                "{\"by\":\"ann\"}",
                "{\"by\":\"\",\"reason\":\"x\"}",
                "{\"by\":7,\"reason\":\"x\"}",
                "{\"by\":null,\"reason\":\"x\"}",
                "{\"by\":\"ann\\n\",\"reason\":\"x\"}",
                "{\"by\":\"ann\",\"reason\":\"x\",\"order\":\"y\"}"
            })
    void aBodyThatIsNoOrderIsRefused(String body) throws Exception {
        HttpResponse<String> answer = post("/api/v1/stop", body, "sesame");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("bad_request");
        assertThat(answer.body()).doesNotContain("Exception");
        assertThat(hands.orders).isEmpty();
    }

    @Test
    void forceIsAYesOrNo() throws Exception {
        String order = "{\"order\":\"x1\",\"by\":\"ann\",\"reason\":\"ok\",\"force\":";
        assertThat(post("/api/v1/release", order + "\"true\"}", "sesame").statusCode())
                .isEqualTo(400);
        assertThat(post("/api/v1/release", order + "1}", "sesame").statusCode()).isEqualTo(400);
        String longer = "{\"by\":\"ann\",\"reason\":\"" + "x".repeat(501) + "\"}";
        assertThat(post("/api/v1/stop", longer, "sesame").statusCode()).isEqualTo(400);
        assertThat(hands.orders).isEmpty();
    }

    /** Header values are bytes: curl sends those of the terminal, which are UTF-8 as in the file. */
    @Test
    void aTokenMayHoldAnyLetter() throws Exception {
        Files.writeString(token, "sésame");
        String request = "POST /api/v1/stop HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nAuthorization: Bearer sésame\r\nContent-Length: " + STOP.length()
                + "\r\n\r\n" + STOP;
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    /** A Redis that hangs holds up orders, and nothing else: pages go on, and so does the refusal of other tokens. */
    @Test
    void handsThatHangHoldUpNobodyElse() throws Exception {
        hands.blocked = new CountDownLatch(1);
        CompletableFuture<HttpResponse<String>> order = CompletableFuture.supplyAsync(() -> {
            try {
                return post("/api/v1/stop", STOP, "sesame");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 4; i++) {
            assertThat(post("/api/v1/stop", STOP, "wrong").statusCode()).isEqualTo(401);
            assertThat(server.get("/api/v1/gate").statusCode()).isEqualTo(409);
            assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
        }
        assertThat(hands.orders).isEmpty();
        hands.blocked.countDown();
        assertThat(order.get().statusCode()).isEqualTo(200);
    }
}
