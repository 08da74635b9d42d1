package io.github.slowatchdog.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits and connections of outgoing calls, against a server that writes whatever it likes. */
class HttpCallerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final long MANY = 1 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final HttpCaller caller = HttpCaller.create(vertx, Settings.HttpClient.PLAIN, 2);

    @AfterEach
    void close() {
        Awaited.result(caller.close());
        Awaited.result(vertx.close());
    }

    private Answer get(FaultyServer server, Duration deadline, long maxBytes) {
        return Awaited.result(caller.call(Call.get(server.url(), deadline, maxBytes)));
    }

    private Answer.Failed failed(FaultyServer.Fault fault, Duration deadline) {
        try (FaultyServer server = FaultyServer.start(fault)) {
            Answer answer = get(server, deadline, MANY);
            assertThat(answer).isInstanceOf(Answer.Failed.class);
            return (Answer.Failed) answer;
        }
    }

    @Test
    void anAnswerComesWithStatusHeadersAndBody() {
        try (FaultyServer server = FaultyServer.answering("{}")) {
            assertThat(get(server, LONG, MANY)).isInstanceOfSatisfying(Answer.Ok.class, ok -> {
                assertThat(ok.status()).isEqualTo(200);
                assertThat(ok.isSuccess()).isTrue();
                assertThat(ok.headers().get("content-type")).isEqualTo("application/json");
                assertThat(ok.body()).isEqualTo(Buffer.buffer("{}"));
                assertThat(ok.took()).isPositive();
            });
        }
    }

    @Test
    void whereAnswersAreSmallTheyAreNotAskedForPacked() {
        try (FaultyServer server = FaultyServer.answering("{}")) {
            get(server, LONG, MANY);
            get(server, LONG, MANY);

            assertThat(server.requests().get(0).headers()).containsEntry("accept-encoding", "gzip");
            assertThat(server.requests().get(1).headers()).containsEntry("accept-encoding", "identity");
        }
        try (FaultyServer server = FaultyServer.answering("[" + "1,".repeat(20_000) + "1]")) {
            get(server, LONG, MANY);
            get(server, LONG, MANY);

            assertThat(server.requests().get(1).headers()).containsEntry("accept-encoding", "gzip");
        }
    }

    @Test
    void aFormIsPosted() {
        try (FaultyServer server = FaultyServer.answering("{}")) {
            URI url = server.url().resolve("/a/b?c=d");

            Awaited.result(caller.call(Call.form(url, Map.of("query", "a{b=\"ü&+ %\"}"), LONG, MANY)));

            FaultyServer.Request request = server.requests().get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/a/b?c=d");
            assertThat(request.headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
            assertThat(request.headers()).containsEntry("host", "127.0.0.1:" + server.port());
            assertThat(request.form()).containsExactlyEntriesOf(Map.of("query", "a{b=\"ü&+ %\"}"));
        }
    }

    @Test
    void theByteLimitIsExact() {
        try (FaultyServer server = FaultyServer.answering("0123456789")) {
            assertThat(get(server, LONG, 10)).isInstanceOf(Answer.Ok.class);
            assertThat(get(server, LONG, 9)).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                assertThat(failed.kind()).isEqualTo(Answer.Kind.OVERSIZED);
                assertThat(failed.detail()).contains("9 bytes");
            });
        }
    }

    /** Each within its limit, and together more than the heap bears: some are refused, and none is remembered against the next. */
    @Test
    void answersUnderWayShareTheRoomThereIs() {
        HttpCaller small = HttpCaller.create(vertx, Settings.HttpClient.PLAIN, 4, new Room(10));
        try (FaultyServer one = FaultyServer.answering("0123456789");
                FaultyServer more = FaultyServer.answering("0123456789a")) {
            for (int i = 0; i < 3; i++) {
                assertThat(Awaited.result(small.call(Call.get(more.url(), LONG, MANY))))
                        .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                            assertThat(failed.kind()).isEqualTo(Answer.Kind.OVERSIZED);
                            assertThat(failed.detail()).contains("together larger than the 10 bytes");
                        });
                assertThat(Awaited.result(small.call(Call.get(one.url(), LONG, MANY))))
                        .isInstanceOf(Answer.Ok.class);
            }
        } finally {
            Awaited.result(small.close());
        }
    }

    @Test
    void anOversizedBodyIsNotReadToItsEnd() {
        try (FaultyServer server = FaultyServer.start(FaultyServer.Fault.OVERSIZED)) {
            assertThat(get(server, LONG, MANY))
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed -> assertThat(failed.kind()).isEqualTo(Answer.Kind.OVERSIZED));

            ServerProcess.await("the connection is closed", () -> server.connections() == 0);
            assertThat(server.finished()).isZero();
        }
    }

    @Test
    void theByteLimitHoldsForWhatIsUnpacked() {
        assertThat(failed(FaultyServer.Fault.GZIP_BOMB, LONG).kind()).isEqualTo(Answer.Kind.OVERSIZED);
        assertThat(failed(FaultyServer.Fault.OVERSIZED_DECLARED, LONG).kind()).isEqualTo(Answer.Kind.OVERSIZED);
    }

    @Test
    void aBodyThatTricklesDoesNotExtendTheDeadline() {
        assertThat(failed(FaultyServer.Fault.TRICKLE, Duration.ofMillis(700)).kind())
                .isEqualTo(Answer.Kind.TIMEOUT);
    }

    @Test
    void aServerThatHangsIsLeftAtTheDeadline() {
        try (FaultyServer server = FaultyServer.start(FaultyServer.Fault.HANG)) {
            assertThat(get(server, Duration.ofMillis(300), MANY))
                    .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                        assertThat(failed.kind()).isEqualTo(Answer.Kind.TIMEOUT);
                        assertThat(failed.detail()).contains("300ms").contains("GET " + server.url());
                    });
            ServerProcess.await("the connection is closed", () -> server.connections() == 0);
        }
    }

    @Test
    void waitingForAConnectionCountsTowardsTheDeadline() {
        try (FaultyServer server = FaultyServer.start(FaultyServer.Fault.HANG)) {
            List<Future<Answer>> calls = IntStream.range(0, 6)
                    .mapToObj(i -> caller.call(Call.get(server.url(), Duration.ofMillis(500), MANY)))
                    .toList();

            assertThat(calls.stream().map(Awaited::result))
                    .allSatisfy(answer -> assertThat(answer)
                            .isInstanceOfSatisfying(
                                    Answer.Failed.class,
                                    failed -> assertThat(failed.kind()).isEqualTo(Answer.Kind.TIMEOUT)));
        }
    }

    @Test
    void connectionsAreKeptAndBounded() {
        try (FaultyServer server = FaultyServer.answering("{}")) {
            List<Future<Answer>> calls = IntStream.range(0, 20)
                    .mapToObj(i -> caller.call(Call.get(server.url(), LONG, MANY)))
                    .toList();

            assertThat(calls.stream().map(Awaited::result))
                    .allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Ok.class));
            assertThat(server.requests()).hasSize(20);
            assertThat(server.accepted()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aConnectionThatEndsTooSoonIsAReset() {
        assertThat(failed(FaultyServer.Fault.RESET, LONG).kind()).isEqualTo(Answer.Kind.RESET);
        assertThat(failed(FaultyServer.Fault.CUT_OFF, LONG).kind()).isEqualTo(Answer.Kind.RESET);
    }

    @Test
    void onlyWhatDoesNoHarmTwiceIsSentTwice() {
        try (FaultyServer server = FaultyServer.start(FaultyServer.Fault.RESET)) {
            Awaited.result(caller.call(Call.json(server.url(), Buffer.buffer("{}"), LONG, MANY)));
            assertThat(server.requests()).hasSize(1);

            get(server, LONG, MANY);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void whatIsNotHttpIsBroken() {
        assertThat(failed(FaultyServer.Fault.NOT_HTTP, LONG).kind()).isEqualTo(Answer.Kind.BROKEN);
        assertThat(failed(FaultyServer.Fault.ENDLESS_HEADER, LONG).kind()).isEqualTo(Answer.Kind.BROKEN);
    }

    @Test
    void redirectsAreAnAnswerAndAreNotFollowed() {
        try (FaultyServer server = FaultyServer.start(FaultyServer.Fault.REDIRECT)) {
            assertThat(get(server, LONG, MANY)).isInstanceOfSatisfying(Answer.Ok.class, ok -> {
                assertThat(ok.status()).isEqualTo(302);
                assertThat(ok.isSuccess()).isFalse();
            });
        }
    }

    @Test
    void whereNobodyListensTheCallIsRefusedAndSecretsOfTheUrlAreNotTold() {
        URI url = URI.create("http://user:hunter2@127.0.0.1:" + ServerProcess.freePort() + "/path?token=hunter3");

        Answer answer = Awaited.result(caller.call(Call.get(url, LONG, MANY)));

        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Answer.Kind.REFUSED);
            assertThat(failed.detail()).contains("/path").contains("refused").doesNotContain("hunter");
        });
    }

    @Test
    void anUnknownHostIsRefused() {
        Answer answer = Awaited.result(caller.call(Call.get(URI.create("http://no-such-host.invalid/"), LONG, MANY)));

        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Answer.Kind.REFUSED);
            assertThat(failed.detail()).contains("not known");
        });
    }

    @Test
    void closingEndsWhatIsUnderWay() {
        try (FaultyServer server = FaultyServer.start(FaultyServer.Fault.HANG)) {
            Future<Answer> call = caller.call(Call.get(server.url(), LONG, MANY));
            ServerProcess.await(
                    "the question is there", () -> !server.requests().isEmpty());

            Awaited.result(caller.close());

            assertThat(Awaited.result(call)).isInstanceOf(Answer.Failed.class);
        }
    }
}
