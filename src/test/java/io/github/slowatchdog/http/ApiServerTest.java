package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.watch.Boards;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.start(Boards.fresh().waiting("mode", Lane.BOT).board());
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    /** What Prometheus 2.42 and 3.5, with and without protobuf, and browsers send. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | application/openmetrics-text",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,text/plain;q=0.6 | application/openmetrics-text",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,text/plain;version=0.0.4;q=0.6 | text/plain",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited | text/plain",
                "text/plain;version=0.0.4;q=0.9,application/openmetrics-text;version=1.0.0;q=0.2 | text/plain",
                "application/openmetrics-text;q=0 | text/plain",
                "text/html,application/xhtml+xml,*/*;q=0.8 | text/plain",
                "*/* | text/plain",
                ";;;,q=x;/// | text/plain",
                "application/openmetrics-text;version=1.0.0;q=abc | application/openmetrics-text",
            })
    void theFormatIsNegotiated(String accept, String expected) throws Exception {
        HttpResponse<String> answer = server.get("/metrics", "Accept", accept);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElseThrow())
                .startsWith(expected)
                .contains(expected.startsWith("text") ? "version=0.0.4" : "version=1.0.0")
                .contains("charset=utf-8");
        assertThat(answer.body().endsWith("# EOF\n")).isEqualTo(expected.startsWith("application"));
        assertThat(answer.body()).contains("slo_watchdog_verdict{slo=\"mode\",verdict=\"waiting\"} 1.0\n");
    }

    @Test
    void headHasTheSameHeadersAndNoBody() throws Exception {
        for (String path : new String[] {"/metrics", "/-/healthy", "/-/ready"}) {
            HttpResponse<String> get = server.get(path);
            HttpResponse<String> head = server.send("HEAD", path);
            assertThat(head.statusCode()).isEqualTo(get.statusCode());
            assertThat(head.headers().firstValue("content-type"))
                    .isEqualTo(get.headers().firstValue("content-type"));
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void gzipWhenAsked() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                .header("Accept-Encoding", "gzip")
                .timeout(RunningServer.DEADLINE)
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
        byte[] page = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        assertThat(new String(page, StandardCharsets.UTF_8)).contains("slo_watchdog_verdict");
        assertThat(server.get("/metrics").headers().firstValue("content-encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "/metrics/x", "/-/", "/-/healthy.json", "/api/v1", "/api/v2/status"})
    void unknownPathsSayWhatThereIs(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("not_found");
        assertThat(error.getString("message"))
                .contains("/metrics")
                .contains("/-/healthy")
                .contains("/-/ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "NONSENSE"})
    void otherMethodsAreRefused(String method) throws Exception {
        HttpResponse<String> answer = server.send(method, "/metrics");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("code"))
                .isEqualTo("method_not_allowed");
    }

    @Test
    void anExceptionIsAnswered() throws Exception {
        for (String path : new String[] {"/metrics", "/-/healthy", "/-/ready"}) {
            server.boards = () -> {
                throw new IllegalStateException("secret detail");
            };
            thenIsInternal(server.get(path));
            server.boards = () -> {
                throw new StackOverflowError();
            };
            thenIsInternal(server.get(path));
        }
        server.show(Boards.fresh().board());
        assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
    }

    private static void thenIsInternal(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("code"))
                .isEqualTo("internal");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /%zz HTTP/1.1, 400",
        "GET /a%00b HTTP/1.1, 404",
        "garbage, 400",
        "'GET /metrics HTTP/1.1\r\nContent-Length: abc', 400",
    })
    void nonsenseIsAnswered(String line, int status) throws Exception {
        assertThat(raw(line + "\r\nHost: x\r\n\r\n"))
                .contains(" " + status + " ")
                .contains("{\"error\":{");
    }

    @Test
    void headersAndLinesAreLimited() throws Exception {
        assertThat(raw("GET /metrics HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
                .contains(" 431 ")
                .contains("headers_too_large");
        assertThat(raw("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ")
                .contains("uri_too_long");
        assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void bodiesAreLimited() throws Exception {
        assertThat(raw("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n"))
                .contains(" 413 ")
                .contains("body_too_large");
        assertThat(raw("GET /metrics HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .contains(" 411 ")
                .contains("length_required");
    }

    /** Sends bytes and reads until the server closes or has answered with a whole JSON error. */
    private String raw(String bytes) throws Exception {
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && !answer.toString().contains("}}");
                    c = socket.getInputStream().read()) {
                answer.append((char) c);
            }
            return answer.append("}}").toString();
        }
    }
}
