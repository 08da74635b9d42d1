package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.watch.Boards;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** docs/openapi.yaml says what happens, all of it, and nothing else. */
class ApiContractTest {

    private static final String[] TOKEN = {"Authorization", "Bearer sesame"};
    private static final String STOP = "{\"by\":\"ann\",\"reason\":\"now\"}";
    private static final String RELEASE = "{\"order\":\"mx1\",\"by\":\"ann\",\"reason\":\"fixed\"}";

    private final ScriptedHands hands = new ScriptedHands();
    private volatile Future<Reloading.Outcome> reloadAnswer = Future.failedFuture("nobody has said");

    @Test
    void everythingThatHappensIsDocumentedAndTheOtherWayRound() throws Exception {
        OpenApi document = OpenApi.read();
        KeptEntries entries = new KeptEntries(7);
        Limits patient = Limits.STANDARD
                .listeners(1, Duration.ofMillis(20), Duration.ofSeconds(60), Duration.ofSeconds(60))
                .tries(new Tries.Rate(10_000, 10_000, Duration.ofSeconds(1)));
        try (RunningServer server = RunningServer.start(
                ApiBoards.stopped(), patient, entries, Secret.of("sesame"), hands, this::reloadAsked)) {
            everyRouteIsDocumented(document, server);
            pages(document, server);
            read(document, server);
            journal(document, server, entries);
            events(document, server);
            refused(document, server);
            probes(document, server);
            order(document, server, "/api/v1/stop", STOP);
            order(document, server, "/api/v1/release", RELEASE);
            conflicts(document, server);
            reload(document, server);
        }
        try (RunningServer server = RunningServer.start(ApiBoards.stopped())) {
            check(document, "/api/v1/stop", server.post("/api/v1/stop", STOP, TOKEN), 403);
            check(document, "/api/v1/release", server.post("/api/v1/release", RELEASE, TOKEN), 403);
            check(document, "/-/reload", server.send("POST", "/-/reload", TOKEN), 403);
            check(document, "/api/v1/journal", server.get("/api/v1/journal"), 404);
        }
        assertThat(document.refusedSeen()).contains(400, 405, 411, 413, 414, 421, 431);
        assertThat(document.problemsOfExamples()).isEmpty();
        assertThat(document.answersNeverSeen()).isEmpty();
        assertThat(document.fieldsNeverSeen()).isEmpty();
    }

    private static void everyRouteIsDocumented(OpenApi document, RunningServer server) throws Exception {
        String named = server.get("/nope").body();
        assertThat(new TreeSet<>(List.of(named.replaceFirst(".*there are ", "")
                        .replaceFirst("\".*\\s*$", "")
                        .split(", ", -1))))
                .isEqualTo(new TreeSet<>(document.paths()));
        for (String path : document.paths()) {
            HttpResponse<String> options = server.send("OPTIONS", path.replace("{name}", "mode"));
            assertThat(options.statusCode()).as(path).isEqualTo(204);
            assertThat(Set.of(
                            options.headers().firstValue("allow").orElseThrow().split(", ", -1)))
                    .as(path)
                    .isEqualTo(document.methods(path));
        }
    }

    private static void journal(OpenApi document, RunningServer server, KeptEntries entries) throws Exception {
        String path = "/api/v1/journal";
        HttpResponse<String> all = check(document, path, server.get(path), 200);
        entries.first = 4;
        check(document, path, server.get(path + "?after=1&limit=2"), 200);
        String tag = all.headers().firstValue("etag").orElseThrow();
        entries.first = 1;
        check(document, path, server.get(path, "If-None-Match", tag), 304);
        check(document, path, server.get(path + "?limit=1001"), 400);
        check(document, path, server.get(path + "?after=one"), 400);
        check(document, path, server.get(path, "Accept", "text/html"), 406);
        entries.failing = true;
        check(document, path, server.get(path), 503);
        entries.failing = false;
    }

    private static void events(OpenApi document, RunningServer server) throws Exception {
        String path = "/api/v1/events";
        check(document, path, server.get(path, "Accept", "application/json"), 406);
        check(document, path, server.get(path + "?after=one"), 400);
        try (EventStream stream = EventStream.open(server, "")) {
            stream.next("event: status");
            check(document, path, server.get(path), 503);
            String type = stream.head().stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type: "))
                    .findFirst()
                    .orElseThrow();
            assertThat(document.problems("GET", path, 200, type.substring("content-type: ".length()), "..."))
                    .isEmpty();
        }
    }

    private static void refused(OpenApi document, RunningServer server) throws Exception {
        HttpResponse<String> other = server.send("DELETE", "/metrics");
        assertThat(other.statusCode()).isEqualTo(405);
        assertThat(document.problems(
                        "GET",
                        "/metrics",
                        405,
                        other.headers().firstValue("content-type").orElseThrow(),
                        other.body()))
                .isEmpty();
        checkRaw(document, server, "/metrics", "GET /metrics?" + "a".repeat(9000) + " HTTP/1.1\r\n\r\n", 414);
        checkRaw(document, server, "/metrics", "GET /metrics HTTP/1.1\r\nX: " + "a".repeat(20_000) + "\r\n\r\n", 431);
        checkRaw(document, server, "/metrics", "GET /metrics HTTP/1.1\r\nHost: rebound.example.com\r\n\r\n", 421);
        checkRaw(document, server, "/metrics", "GET /metrics HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400);
    }

    private static void pages(OpenApi document, RunningServer server) throws Exception {
        check(document, "/", server.get("/"), 200);
        check(document, "/objectives/{name}", server.get("/objectives/duplicates"), 200);
        check(document, "/objectives/{name}", server.get("/objectives/nope"), 404);
        String file = "/assets/{name}";
        for (String name : List.of("page.css", "page.js", "clear.svg")) {
            String tag = check(document, file, server.get("/assets/" + name), 200)
                    .headers()
                    .firstValue("etag")
                    .orElseThrow();
            check(document, file, server.get("/assets/" + name, "If-None-Match", tag), 304);
        }
        check(document, file, server.get("/assets/nope"), 404);
    }

    private static void read(OpenApi document, RunningServer server) throws Exception {
        for (String path : List.of("/api/v1/status", "/api/v1/objectives", "/api/v1/soak", "/api/v1/gate")) {
            check(document, path, server.get(path), path.endsWith("gate") ? 409 : 200);
            check(document, path, server.get(path, "Accept", "text/html"), 406);
        }
        for (String path : List.of("/api/v1/status", "/api/v1/objectives", "/api/v1/soak", "/api/v1/objectives/mode")) {
            String tag = server.get(path).headers().firstValue("etag").orElseThrow();
            HttpResponse<String> same = server.get(path, "If-None-Match", "\"other\", " + tag);
            assertThat(same.headers().firstValue("etag")).contains(tag);
            check(document, path.replaceFirst("/mode$", "/{name}"), same, 304);
            assertThat(server.get(path, "If-None-Match", "\"other\"").statusCode())
                    .isEqualTo(200);
        }
        String list = "/api/v1/objectives";
        check(document, list, server.get(list + "?limit=2&after=latency"), 200);
        check(document, list, server.get(list + "?limit=0"), 400);
        check(document, list, server.get(list + "?after=latency&after=mode"), 400);
        check(document, list, server.get(list + "?after=nope"), 404);
        String one = "/api/v1/objectives/{name}";
        for (String name :
                List.of("duplicates", "error_rate", "latency", "exec_mode", "availability", "depth", "mode")) {
            check(document, one, server.get("/api/v1/objectives/" + name), 200);
        }
        check(document, one, server.get("/api/v1/objectives/nope"), 404);
        check(document, one, server.get("/api/v1/objectives/mode", "Accept", "text/html"), 406);
        String gate = "/api/v1/gate";
        check(document, gate, server.get(gate + "?status=200"), 200);
        check(document, gate, server.get(gate + "?status=404"), 400);
        check(document, gate, server.post(gate, "{}"), 409);
        check(document, gate, server.post(gate + "?status=decided", "{}"), 200);
        check(document, gate, server.post(gate + "?status=x", "{}"), 400);
        check(document, gate, server.post(gate, "{}", "Accept", "image/png"), 406);
        for (var board : List.of(ApiBoards.soaking(), ApiBoards.passed(), ApiBoards.inconclusive())) {
            server.show(board);
            check(document, "/api/v1/status", server.get("/api/v1/status"), 200);
        }
    }

    private static void probes(OpenApi document, RunningServer server) throws Exception {
        check(document, "/metrics", server.get("/metrics"), 200);
        check(document, "/metrics", server.get("/metrics", "Accept", "application/openmetrics-text"), 200);
        check(document, "/-/healthy", server.get("/-/healthy"), 200);
        server.now = Boards.NOW.plusSeconds(600);
        check(document, "/-/healthy", server.get("/-/healthy"), 503);
        check(document, "/-/ready", server.get("/-/ready"), 503);
        server.show(ApiBoards.passed());
        check(document, "/-/ready", server.get("/-/ready"), 200);
    }

    private void order(OpenApi document, RunningServer server, String path, String body) throws Exception {
        boolean stop = path.endsWith("stop");
        hands.outcome = stop
                ? new Hands.Outcome.Stopped(ApiBoards.ORDER, false)
                : new Hands.Outcome.Released(new Release("mx1", "ann", "fixed", Boards.NOW, true), true);
        check(document, path, server.post(path, body, TOKEN), 200);
        check(document, path, server.post(path, "[]", TOKEN), 400);
        check(document, path, server.post(path, body, "Authorization", "Bearer sesam"), 401);
        check(document, path, server.post(path, body, TOKEN[0], TOKEN[1], "Accept", "text/css"), 406);
        String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sesame\r\n";
        checkRaw(document, server, path, head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411);
        checkRaw(document, server, path, head + "Content-Length: 9999999\r\n\r\n", 413);
        checkRaw(document, server, path, head + "Content-Length: 2\r\n\r\n{}", 400);
        checkRaw(document, server, path, head + "Content-Type: text/xml\r\nContent-Length: 2\r\n\r\n{}", 415);
        // as curl sends it when told nothing else: who holds the token in an emergency must not fail for a header
        String form = "Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ";
        checkRaw(document, server, path, head + form + body.length() + "\r\n\r\n" + body, 200);
        hands.outcome = new Hands.Outcome.Failed(SwitchFailure.OOM.word(), "no room");
        check(document, path, server.post(path, body, TOKEN), 503);
        hands.blocked = new CountDownLatch(1);
        int before = hands.orders.size();
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 8; i++) {
                many.execute(() -> occupy(server, path, body));
            }
            ServerProcess.await("all places are taken", () -> is429(document, server, path, body));
        } finally {
            hands.blocked.countDown();
            many.shutdown();
        }
        ServerProcess.await("all are carried out", () -> hands.orders.size() >= before + 8);
    }

    private static void occupy(RunningServer server, String path, String body) {
        try {
            server.post(path, body, TOKEN);
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean is429(OpenApi document, RunningServer server, String path, String body) {
        try (Socket socket = server.connect()) {
            socket.setSoTimeout(300); // one that waits in the line is not answered
            String request = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer sesame\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            String answer = exchange(socket, request);
            return answer.contains(" 429 ")
                    && problems(document, path, 429, answer).isEmpty();
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private void conflicts(OpenApi document, RunningServer server) throws Exception {
        String path = "/api/v1/release";
        hands.outcome = new Hands.Outcome.Refused(List.of("still duplicates: breach"));
        HttpResponse<String> refused = check(document, path, server.post(path, RELEASE, TOKEN), 409);
        assertThat(refused.body()).contains("\"code\":\"refused\"").contains("[\"still duplicates: breach\"]");
        hands.outcome = new Hands.Outcome.NotInForce(Optional.of(ApiBoards.ORDER));
        HttpResponse<String> other = check(document, path, server.post(path, RELEASE, TOKEN), 409);
        assertThat(other.body()).contains("\"code\":\"not_in_force\"").contains(ApiBoards.ORDER.id());
    }

    private Future<Reloading.Outcome> reloadAsked() {
        return reloadAnswer;
    }

    private void reload(OpenApi document, RunningServer server) throws Exception {
        String path = "/-/reload";
        reloadAnswer = Future.succeededFuture(
                new Reloading.Outcome.Reloaded("abc", "def", List.of("depth"), List.of("old"), List.of("http.listen")));
        check(document, path, server.send("POST", path, TOKEN), 200);
        check(document, path, server.send("POST", path, "Authorization", "Bearer sesam"), 401);
        check(document, path, server.send("POST", path, TOKEN[0], TOKEN[1], "Accept", "text/css"), 406);
        String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sesame\r\n";
        checkRaw(document, server, path, head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411);
        checkRaw(document, server, path, head + "Content-Length: 9999999\r\n\r\n", 413);
        reloadAnswer = Future.succeededFuture(new Reloading.Outcome.Invalid(List.of("a.yaml:1:1: it is empty")));
        HttpResponse<String> invalid = check(document, path, server.send("POST", path, TOKEN), 400);
        assertThat(invalid.body()).contains("[\"a.yaml:1:1: it is empty\"]");
        reloadAnswer = Future.succeededFuture(new Reloading.Outcome.Refused("not_passed", "dry has not passed"));
        check(document, path, server.send("POST", path, TOKEN), 409);
        Promise<Reloading.Outcome> slow = Promise.promise();
        reloadAnswer = slow.future();
        try (Socket first = server.connect()) {
            first.getOutputStream().write((head + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            ServerProcess.await("the first is under way", () -> isBusy(document, server, path));
            slow.complete(new Reloading.Outcome.Refused("not_passed", "dry has not passed"));
        }
    }

    private static boolean isBusy(OpenApi document, RunningServer server, String path) {
        try (Socket socket = server.connect()) {
            socket.setSoTimeout(300); // one that is under way is not answered
            String request = "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sesame\r\n"
                    + "Content-Length: 0\r\n\r\n";
            String answer = exchange(socket, request);
            return answer.contains(" 429 ")
                    && problems(document, path, 429, answer).isEmpty();
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static HttpResponse<String> check(OpenApi document, String path, HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(document.problems(path, answer)).as(answer.body()).isEmpty();
        return answer;
    }

    private static void checkRaw(OpenApi document, RunningServer server, String path, String request, int status)
            throws Exception {
        try (Socket socket = server.connect()) {
            String answer = exchange(socket, request);
            assertThat(answer).contains(" " + status + " ");
            assertThat(problems(document, path, status, answer)).isEmpty();
        }
    }

    private static List<String> problems(OpenApi document, String path, int status, String answer) {
        String method = path.equals("/metrics") ? "GET" : "POST";
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        return document.problems(method, path, status, "application/json", body);
    }

    private static String exchange(Socket socket, String request) throws java.io.IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0;
                c = socket.getInputStream().read()) {
            answer.append((char) c);
            if (answer.toString().endsWith("}}\n")) {
                break;
            }
        }
        return answer.toString();
    }
}
