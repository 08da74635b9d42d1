package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.soak.SoakVerdict;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.StopState;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/v1}, asked over real HTTP. */
class ApiTest {

    /** What Flagger sends to a hook. */
    private static final String FLAGGER =
            "{\"name\":\"bot\",\"namespace\":\"prod\",\"phase\":\"Progressing\",\"metadata\":{}}";

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.start(ApiBoards.stopped());
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    /** -Dgolden=rewrite writes the files anew; look at what changed. */
    @ParameterizedTest
    @CsvSource({
        "/api/v1/status, status.json",
        "/api/v1/objectives/duplicates, objective.json",
        "/api/v1/soak, soak.json",
        "/api/v1/gate, gate.json"
    })
    void wholeBodies(String path, String file) throws Exception {
        Path golden = Path.of("src/test/resources/golden", file);
        String body = new JsonObject(server.get(path).body()).encodePrettily() + "\n";
        if ("rewrite".equals(System.getProperty("golden"))) {
            Files.writeString(golden, body);
        }
        assertThat(body).isEqualTo(Files.readString(golden));
    }

    private static Board board(String what) {
        return switch (what) {
            case "passed" -> ApiBoards.passed();
            case "soaking" -> ApiBoards.soaking();
            case "inconclusive" -> ApiBoards.inconclusive();
            case "failed" -> ApiBoards.stopped();
            case "passed, stopped" ->
                Boards.fresh()
                        .soak("dry", SoakVerdict.PASS, Duration.ofHours(25))
                        .stop(StopState.WRITTEN, ApiBoards.ORDER)
                        .redis(true)
                        .board();
            case "passed, Redis away" ->
                Boards.fresh()
                        .soak("dry", SoakVerdict.PASS, Duration.ofHours(25))
                        .redis(false)
                        .board();
            case "passed, Redis not asked" ->
                Boards.fresh()
                        .soak("dry", SoakVerdict.PASS, Duration.ofHours(25))
                        .board();
            case "passed, shadow" ->
                Boards.fresh()
                        .soak("dry", SoakVerdict.PASS, Duration.ofHours(25))
                        .shadow()
                        .board();
            case "passed, hangs" ->
                Boards.fresh()
                        .soak("dry", SoakVerdict.PASS, Duration.ofHours(25))
                        .redis(true)
                        .beat(Boards.NOW.minusSeconds(31))
                        .board();
            default -> throw new IllegalArgumentException(what);
        };
    }

    /** The statuses without a query, with status=decided, and the codes; GET and POST alike. */
    @ParameterizedTest
    @CsvSource({
        "passed, 200, 200, ''",
        "soaking, 409, 409, soaking",
        "inconclusive, 409, 200, inconclusive",
        "failed, 409, 200, fail+stop",
        "'passed, stopped', 409, 409, stop",
        "'passed, Redis away', 409, 409, stop_unknown",
        "'passed, Redis not asked', 409, 409, stop_unknown",
        "'passed, shadow', 200, 200, ''",
        "'passed, hangs', 409, 409, not_ticking",
    })
    void theGate(String what, int plain, int decided, String codes) throws Exception {
        server.show(board(what));
        assertThat(server.get("/api/v1/gate").statusCode()).isEqualTo(plain);
        assertThat(server.post("/api/v1/gate", FLAGGER).statusCode()).isEqualTo(plain);
        assertThat(server.get("/api/v1/gate?status=decided").statusCode()).isEqualTo(decided);
        HttpResponse<String> always = server.get("/api/v1/gate?status=200");
        assertThat(always.statusCode()).isEqualTo(200);
        String body = always.body();
        assertThat(body).isEqualTo(server.get("/api/v1/gate").body());
        assertThat((Boolean) JsonPath.read(body, "$.open")).isEqualTo(plain == 200);
        assertThat((Integer) JsonPath.read(body, "$.value")).isEqualTo(plain == 200 ? 1 : 0);
        assertThat(String.join("+", JsonPath.<List<String>>read(body, "$.reasons[*].code")))
                .isEqualTo(codes);
        assertThat(server.get("/metrics").body())
                .contains("slo_watchdog_gate_open{phase=\"" + JsonPath.read(body, "$.soak.phase") + "\"} "
                        + (plain == 200 ? "1.0" : "0.0"));
    }

    /** A hook's body is not read; its connection stays of use. */
    @Test
    void aHookMaySendWhatItLikes() throws Exception {
        for (String body : List.of("", "{", FLAGGER, "x".repeat(60_000))) {
            assertThat(server.post("/api/v1/gate", body).statusCode()).isEqualTo(409);
            assertThat(server.get("/api/v1/soak").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/status, 'GET, HEAD, OPTIONS'",
        "/api/v1/objectives, 'GET, HEAD, OPTIONS'",
        "/api/v1/objectives/mode, 'GET, HEAD, OPTIONS'",
        "/api/v1/soak, 'GET, HEAD, OPTIONS'",
        "/api/v1/gate, 'GET, HEAD, POST, OPTIONS'",
        "/api/v1/stop, 'POST, OPTIONS'",
        "/api/v1/release, 'POST, OPTIONS'",
        "/metrics, 'GET, HEAD, OPTIONS'"
    })
    void methods(String path, String allow) throws Exception {
        HttpResponse<String> options = server.send("OPTIONS", path);
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("allow")).contains(allow);
        assertThat(options.headers().firstValue("access-control-allow-origin")).isEmpty();
        for (String method : List.of("PUT", "DELETE", "PATCH", allow.contains("POST") ? "TRACE" : "POST")) {
            HttpResponse<String> refused = server.send(method, path);
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.headers().firstValue("allow")).contains(allow);
            assertThat(refused.body()).contains("\"code\":\"method_not_allowed\"");
        }
        if (allow.contains("HEAD")) {
            HttpResponse<String> head = server.send("HEAD", path);
            assertThat(head.statusCode()).isEqualTo(server.get(path).statusCode());
            assertThat(head.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/status",
                "/api/v1/gate",
                "/api/v1/nope",
                "/api/v1/objectives/nope",
                "/metrics",
                "/-/ready"
            })
    void headersThatKeepBrowsersAndCachesOut(String path) throws Exception {
        var headers = server.get(path).headers();
        assertThat(headers.firstValue("cache-control"))
                .contains(path.equals("/api/v1/status") ? "private, no-cache" : "no-store");
        assertThat(headers.firstValue("x-frame-options")).contains("DENY");
        assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
        assertThat(headers.firstValue("content-security-policy"))
                .contains("default-src 'none'; frame-ancestors 'none'");
        assertThat(headers.firstValue("referrer-policy")).contains("no-referrer");
        assertThat(headers.firstValue("cross-origin-resource-policy")).contains("same-origin");
        assertThat(headers.firstValue("access-control-allow-origin")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | 200",
                "*/* | 200",
                "application/* | 200",
                "text/html,application/xhtml+xml,*/*;q=0.8 | 200",
                "text/html, application/json;q=0.1 | 200",
                "application/json;q=0 | 406",
                "text/html | 406",
                "application/xml | 406"
            })
    void onlyJson(String accept, int status) throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/soak", "Accept", accept);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
    }

    @Test
    void whatOthersWroteComesBackAsTheyWroteIt() throws Exception {
        String hostile = "</script><img src=x onerror=alert(1)>\"\\ \u0000\u001b[2J\u202e\n\ud83d\ude80";
        server.show(Boards.fresh()
                .measured(
                        Boards.objective("dup", "== 0", Map.of("team", hostile), Lane.BOT),
                        Value.of(hostile),
                        Verdict.BREACH,
                        1)
                .stop(
                        StopState.ORDERED,
                        new StopOrder(
                                "x",
                                Cause.MANUAL,
                                "",
                                hostile,
                                Boards.NOW,
                                Labels.of("a", hostile).toString()))
                .board());
        String body = server.get("/api/v1/objectives/dup").body();
        assertThat((String) JsonPath.read(body, "$.labels.team")).isEqualTo(hostile);
        assertThat((String) JsonPath.read(body, "$.lanes[0].value")).isEqualTo(hostile);
        assertThat((String) JsonPath.read(server.get("/api/v1/status").body(), "$.stop.order.reason"))
                .isEqualTo(hostile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/objectives/",
                "/api/v1/objectives/%2e%2e",
                "/api/v1/objectives/a/b",
                "/api/v1/objectives/%00"
            })
    void oddNamesAreNotThere(String path) throws IOException, InterruptedException {
        int status = server.get(path).statusCode();
        assertThat(status).isIn(path.endsWith("/") ? List.of(200, 404) : List.of(404));
    }

    @Test
    void manyObjectivesAreToldWhole() throws Exception {
        Boards boards = Boards.fresh();
        for (int i = 0; i < 1000; i++) {
            boards.measured("objective_" + i, "== 0", Value.of(i), Verdict.PASS, i);
        }
        server.show(boards.board());
        assertThat(JsonPath.<Integer>read(server.get("/api/v1/objectives").body(), "$.objectives.length()"))
                .isEqualTo(1000);
    }
}
