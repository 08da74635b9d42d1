package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.slo.Verdict;
import io.github.slowatchdog.watch.Board;
import io.github.slowatchdog.watch.Boards;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More objectives than fit into one answer at once. */
class ObjectivesListTest {

    private static final int MANY = 3_000;
    private static final String PATH = "/api/v1/objectives";

    private RunningServer server;

    @BeforeEach
    void begin() throws Exception {
        server = RunningServer.start(board(MANY));
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    /** The last of them is in breach. */
    private static Board board(int number) {
        Boards boards = Boards.fresh();
        for (int i = 0; i < number; i++) {
            boolean bad = i == MANY - 1;
            boards.measured(name(i), "== 0", Value.of(bad ? 1 : 0), bad ? Verdict.BREACH : Verdict.PASS, 1);
        }
        return boards.board();
    }

    private static String name(int i) {
        return "objective_" + i;
    }

    private static List<String> names(JsonObject body) {
        return body.getJsonArray("objectives").stream()
                .map(one -> ((JsonObject) one).getString("name"))
                .toList();
    }

    private static List<String> all() {
        return IntStream.range(0, MANY).mapToObj(ObjectivesListTest::name).toList();
    }

    @Test
    void allOfThemComeInPieces() throws Exception {
        HttpResponse<String> answer = server.get(PATH);
        JsonObject body = new JsonObject(answer.body());
        assertThat(names(body)).isEqualTo(all());
        assertThat(body.getValue("next")).isNull();
        assertThat(answer.headers().firstValue("transfer-encoding")).contains("chunked");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(answer.headers().firstValue("etag")).isEmpty();
    }

    @Test
    void pageByPageEachComesOnce() throws Exception {
        List<String> seen = new ArrayList<>();
        int pages = 0;
        for (String next = ""; next != null; pages++) {
            HttpResponse<String> answer = server.get(PATH + "?limit=400" + (next.isEmpty() ? "" : "&after=" + next));
            JsonObject body = new JsonObject(answer.body());
            assertThat(answer.headers().firstValue("etag")).isPresent();
            seen.addAll(names(body));
            next = body.getString("next");
        }
        assertThat(seen).isEqualTo(all());
        assertThat(pages).isEqualTo(8);
        assertThat(new JsonObject(server.get(PATH + "?after=" + name(MANY - 1)).body()))
                .isEqualTo(new JsonObject("{\"objectives\":[],\"next\":null}"));
    }

    /** What a client has not taken yet is not kept for it: it is shown as it is by then, or not at all. */
    @Test
    void whoTakesItSlowlyIsShownWhatIsThereThen() throws Exception {
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            slow.getOutputStream()
                    .write(("GET " + PATH + " HTTP/1.0\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(slow.getInputStream().read()).isEqualTo('H');
            server.show(board(10));
            JsonObject body = new JsonObject(afterHead(slow));
            assertThat(names(body))
                    .hasSizeBetween(10, MANY - 1)
                    .isEqualTo(all().subList(0, names(body).size()));
        }
    }

    private static String afterHead(Socket socket) throws IOException {
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        return body.replaceAll("(^|\r\n)[0-9a-f]+\r\n", "").strip();
    }

    @Test
    void theStatusTellsOfTheWorst() throws Exception {
        JsonObject status = new JsonObject(server.get("/api/v1/status").body());
        assertThat(names(status)).hasSize(ObjectiveJson.AT_ONCE).startsWith(name(MANY - 1), name(0), name(1));
        assertThat(status.getInteger("more_objectives")).isEqualTo(MANY - ObjectiveJson.AT_ONCE);
    }
}
