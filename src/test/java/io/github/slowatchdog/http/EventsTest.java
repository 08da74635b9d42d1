package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.ServerProcess;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /api/v1/events}, read as a client reads it. */
class EventsTest {

    private static final Duration QUICK = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Limits LIMITS = Limits.STANDARD.listeners(4, QUICK, LONG, LONG);

    private final KeptEntries journal = new KeptEntries(7);
    private @Nullable RunningServer running;

    private RunningServer start(Limits limits) throws Exception {
        return start(ApiBoards.soaking(), limits);
    }

    private RunningServer start(Board board, Limits limits) throws Exception {
        RunningServer server = RunningServer.start(board, limits, journal);
        running = server;
        return server;
    }

    @AfterEach
    void end() throws Exception {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void theStatusComesAtOnceAndWhenThereIsSomethingNew() throws Exception {
        RunningServer server = start(LIMITS);
        try (EventStream stream = EventStream.open(server, "")) {
            assertThat(stream.head().get(0)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(stream.head())
                    .anyMatch(line -> line.equalsIgnoreCase("content-type: text/event-stream; charset=utf-8"))
                    .anyMatch(line -> line.equalsIgnoreCase("cache-control: no-store"));
            assertThat(stream.next()).isEqualTo("retry: 2000");
            String status = stream.next();
            assertThat(status).startsWith("event: status\ndata: {");
            assertThat(new JsonObject(status.split("data: ", -1)[1]))
                    .as("the body of /api/v1/status")
                    .isEqualTo(new JsonObject(server.get("/api/v1/status").body()));
            server.show(ApiBoards.stopped());
            assertThat(stream.next("event: status")).contains("\"state\":\"confirmed\"");
        }
    }

    /** A loop that hangs publishes no Board any more; the gate of the last one closes all the same. */
    @Test
    void whatOnlyTheClockChangesIsTold() throws Exception {
        RunningServer server = start(ApiBoards.passed(), LIMITS);
        try (EventStream stream = EventStream.open(server, "")) {
            assertThat(stream.next("event: status")).contains("\"open\":true");
            server.now = Boards.NOW.plusSeconds(600);
            assertThat(stream.next("event: status")).contains("\"open\":false");
        }
    }

    @Test
    void entriesFromNowOn() throws Exception {
        RunningServer server = start(LIMITS);
        try (EventStream stream = EventStream.open(server, "")) {
            stream.next("event: status");
            ServerProcess.await("the journal is followed", () -> journal.asked.get() > 1);
            journal.newest = 9;
            assertThat(stream.entries(2)).containsExactly(8L, 9L);
        }
    }

    @Test
    void aClientThatComesAgainMissesNothing() throws Exception {
        RunningServer server = start(LIMITS);
        try (EventStream stream = EventStream.open(server, "?after=1", "Last-Event-ID: 3")) {
            assertThat(stream.entries(4)).containsExactly(4L, 5L, 6L, 7L);
            journal.newest = 20;
            assertThat(stream.entries(13)).first().isEqualTo(8L);
        }
        try (EventStream stream = EventStream.open(server, "?after=0")) {
            assertThat(stream.entries(20)).startsWith(1L, 2L).endsWith(20L);
        }
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        RunningServer server = start(LIMITS);
        journal.first = 5;
        try (EventStream stream = EventStream.open(server, "?after=2")) {
            assertThat(stream.next(": entry")).isEqualTo(": entry 5: entries before it were taken away");
            assertThat(stream.entries(3)).containsExactly(5L, 6L, 7L);
        }
        try (EventStream stream = EventStream.open(server, "", "Last-Event-ID: 4711")) {
            assertThat(stream.next(": the journal"))
                    .isEqualTo(
                            ": the journal ends with entry 7: it is not the one that held entry 4711; going on after 7");
            journal.newest = 8;
            assertThat(stream.entries(1)).containsExactly(8L);
        }
    }

    @Test
    void aDiskThatFailsCostsEntriesOnlyUntilItIsBack() throws Exception {
        RunningServer server = start(LIMITS);
        journal.failing = true;
        try (EventStream stream = EventStream.open(server, "?after=5")) {
            stream.next("event: status");
            server.show(ApiBoards.stopped());
            stream.next("event: status");
            journal.failing = false;
            assertThat(stream.entries(2)).containsExactly(6L, 7L);
        }
    }

    @Test
    void aJournalThatDoesNotExistYetIsFollowed() throws Exception {
        RunningServer server = start(LIMITS);
        journal.newest = 0;
        try (EventStream stream = EventStream.open(server, "")) {
            stream.next("event: status");
            ServerProcess.await("it is looked for", () -> journal.asked.get() > 1);
            journal.newest = 1;
            assertThat(stream.entries(1)).containsExactly(1L);
        }
    }

    @Test
    void withoutAJournalThereIsTheStatus() throws Exception {
        RunningServer server = RunningServer.start(ApiBoards.soaking(), LIMITS);
        running = server;
        try (EventStream stream = EventStream.open(server, "?after=0")) {
            assertThat(stream.next("event: ")).startsWith("event: status");
            server.show(ApiBoards.stopped());
            assertThat(stream.next("event: ")).startsWith("event: status");
        }
    }

    @Test
    void aQuietStreamIsKeptAlive() throws Exception {
        RunningServer server = start(Limits.STANDARD.listeners(4, QUICK, Duration.ofMillis(100), LONG));
        try (EventStream stream = EventStream.open(server, "")) {
            assertThat(stream.next(":")).isEqualTo(": keep-alive");
        }
    }

    @Test
    void moreThanMayListenAreToldSoAndLetInLater() throws Exception {
        RunningServer server = start(LIMITS);
        List<EventStream> all = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                all.add(EventStream.open(server, ""));
                all.get(i).next("event: status");
            }
            HttpResponse<String> refused = server.get("/api/v1/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).contains("10");
            assertThat(refused.body())
                    .isEqualTo("{\"error\":{\"code\":\"too_many_listeners\",\"message\":\"as many listen as may;"
                            + " close another one, or ask /api/v1/status\"}}\n");
            assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
            all.remove(0).close();
            ServerProcess.await("a free place", () -> isLetIn(server, all));
        } finally {
            for (EventStream one : all) {
                one.close();
            }
        }
    }

    private static boolean isLetIn(RunningServer server, List<EventStream> all) {
        try {
            EventStream stream = EventStream.open(server, "");
            all.add(stream);
            return stream.head().get(0).contains(" 200 ");
        } catch (IOException e) {
            return false;
        }
    }

    /** What it does not take is not kept for it, and after a while its connection is ended: others do not notice. */
    @Test
    void whoDoesNotReadIsCutOff() throws Exception {
        RunningServer server = start(large(0), Limits.STANDARD.listeners(2, QUICK, LONG, Duration.ofMillis(300)));
        try (Socket stuck = new Socket();
                EventStream reads = EventStream.open(server, "")) {
            stuck.setReceiveBufferSize(4096);
            stuck.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            stuck.getOutputStream()
                    .write("GET /api/v1/events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            int value = 0;
            while (SlowClientsTest.canWrite(stuck)) {
                assertThat(value).as("it is cut off some time").isLessThan(2000);
                server.show(large(++value));
                reads.next("event: status");
            }
            assertThat(isLetIn(server, new ArrayList<>())).isTrue();
        }
    }

    /** A status of some hundred KiB, with other verdicts each time. */
    private static Board large(int value) {
        Boards boards = Boards.fresh();
        for (int i = 0; i < 500; i++) {
            boards.measured(
                    "objective_" + i, "== 0", Value.of(value), value % 2 == 0 ? Verdict.PASS : Verdict.BREACH, 1);
        }
        return boards.board();
    }

    @Test
    void whatCannotBeAnsweredIsSaid() throws Exception {
        RunningServer server = start(LIMITS);
        assertThat(server.get("/api/v1/events", "Accept", "application/json").statusCode())
                .isEqualTo(406);
        assertThat(server.get("/api/v1/events?after=x").statusCode()).isEqualTo(400);
        assertThat(server.get("/api/v1/events?after=-1").statusCode()).isEqualTo(400);
        assertThat(server.get("/api/v1/events", "Last-Event-ID", "7; drop").statusCode())
                .isEqualTo(400);
        HttpResponse<String> head = server.send("HEAD", "/api/v1/events");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        assertThat(server.send("OPTIONS", "/api/v1/events").headers().firstValue("allow"))
                .contains("GET, HEAD, OPTIONS");
        assertThat(server.send("POST", "/api/v1/events").statusCode()).isEqualTo(405);
    }
}
