package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.servers.FaultyServer.Fault;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bot that is down, hung, slow, restarting, or somebody else: a failure with its reason, never an answer. */
class BadBotTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
    }

    @ParameterizedTest
    @EnumSource
    void everyBadAnswerIsAFailure(Fault fault) {
        boolean slow = fault == Fault.HANG || fault == Fault.TRICKLE;
        try (FaultyServer server = FaultyServer.start(fault)) {
            BotSource source = Bots.source(vertx, server.port(), slow ? SHORT : TIMEOUT);
            MetricSource.Round round = source.begin(now);
            Measurement.Failure failure = Bots.failure(round, "orders_total");
            assertThat(failure.reason()).as(failure.detail()).isEqualTo(reason(fault));
            assertThat(failure.detail()).isNotBlank().hasSizeLessThan(600).doesNotContainPattern("\\p{Cntrl}");
            assertThat(Bots.context(round).ups())
                    .singleElement()
                    .satisfies(up -> assertThat(up.value(0)).isZero());
            assertThat(source.isUp()).isFalse();
        }
    }

    private static Reason reason(Fault fault) {
        return switch (fault) {
            case TRICKLE, HANG -> Reason.TIMEOUT;
            case EMPTY_BODY -> Reason.EMPTY;
            case RESET,
                    CUT_OFF,
                    REDIRECT,
                    UNAVAILABLE,
                    INTERNAL_ERROR,
                    TOO_MANY_REQUESTS,
                    NOT_FOUND,
                    UNAUTHORIZED,
                    BAD_REQUEST -> Reason.ERROR;
            default -> Reason.MALFORMED;
        };
    }

    @Test
    void downAndUpAgain() {
        int port;
        BotSource source;
        try (FakeExporter bot = FakeExporter.start().say("orders_total 1\n")) {
            port = bot.port();
            source = Bots.source(vertx, port, TIMEOUT);
            assertThat(Bots.series(source.begin(now), "orders_total")).hasSize(1);
        }
        Measurement.Failure down = Bots.failure(source.begin(now.plusSeconds(1)), "orders_total");
        assertThat(down.reason()).isEqualTo(Reason.ERROR);
        assertThat(down.detail()).contains("127.0.0.1:" + port);
        try (FakeExporter again = FakeExporter.start(port).say("orders_total 2\n")) {
            assertThat(Bots.series(source.begin(now.plusSeconds(2)), "orders_total")
                            .get(0)
                            .value(0))
                    .isEqualTo(2);
            assertThat(source.isUp()).isTrue();
            assertThat(again.scrapes()).isEqualTo(1);
        }
    }

    @Test
    void hungRoundsDoNotHoldUpLaterOnes() {
        try (FaultyServer server = FaultyServer.start(Fault.HANG)) {
            BotSource source = Bots.source(vertx, server.port(), SHORT);
            for (int i = 0; i < 6; i++) {
                source.begin(now.plusSeconds(i)).context(Instant.EPOCH);
            }
            assertThat(Bots.failure(source.begin(now.plusSeconds(9)), "a").reason())
                    .isEqualTo(Reason.TIMEOUT);
            server.serve("text/plain", "a 1\n");
            assertThat(Bots.series(source.begin(now.plusSeconds(10)), "a")).hasSize(1);
        }
    }

    @Test
    void anotherProcessOnThePortIsNotTheBot() {
        String process = "process_cpu_seconds_total 1\nprocess_start_time_seconds ";
        String type = "text/plain; version=0.0.4";
        try (FaultyServer port =
                FaultyServer.serving(type, "vanta_build_info{version=\"v2\"} 1\n" + process + "100\n")) {
            BotSource source = Bots.source(vertx, port.port(), TIMEOUT);
            assertThat(Bots.series(source.begin(now), "vanta_intent_duplicate_total"))
                    .as("not there yet, on the bot's own page")
                    .isEmpty();

            port.serve(type, "node_load1 0.5\n" + process + "200\n");
            Measurement.Failure stranger =
                    Bots.failure(source.begin(now.plusSeconds(1)), "vanta_intent_duplicate_total");
            assertThat(stranger.reason()).isEqualTo(Reason.ERROR);
            assertThat(stranger.detail()).contains("another process", "vanta_build_info");
            assertThat(source.isUp()).isFalse();

            port.serve(type, process + "300\n");
            assertThat(Bots.failure(source.begin(now.plusSeconds(2)), "vanta_intent_duplicate_total")
                            .detail())
                    .contains("another process");

            port.serve(type, "vanta_build_info{version=\"v3\"} 1\nvanta_new 1\n" + process + "400\n");
            assertThat(Bots.series(source.begin(now.plusSeconds(3)), "vanta_intent_duplicate_total"))
                    .as("the bot, started anew")
                    .isEmpty();
            port.serve(type, "vanta_new 1\n" + process + "500\n");
            assertThat(Bots.series(source.begin(now.plusSeconds(4)), "vanta_intent_duplicate_total"))
                    .as("known by what it showed last")
                    .isEmpty();
        }
    }

    @Test
    void aPageOfTheSameProcessMayLoseMetrics() {
        String type = "text/plain; version=0.0.4";
        try (FaultyServer port = FaultyServer.serving(type, "vanta_x 1\nprocess_start_time_seconds 100\n")) {
            BotSource source = Bots.source(vertx, port.port(), TIMEOUT);
            Bots.series(source.begin(now), "vanta_y");
            port.serve(type, "process_start_time_seconds 100\n");
            assertThat(Bots.series(source.begin(now.plusSeconds(1)), "vanta_y")).isEmpty();
        }
    }

    @Test
    void aPageThatIsNoneSaysWhereToLook() {
        try (FaultyServer server = FaultyServer.start(Fault.HTML)) {
            BotSource source = Bots.source(vertx, server.port(), TIMEOUT);
            assertThat(Bots.failure(source.begin(now), "a").detail())
                    .contains("line 1", "text/html", "is bot.metrics right?", "<!doctype html>");
            server.serve("text/plain", "# nothing yet\n");
            Measurement.Failure empty = Bots.failure(source.begin(now.plusSeconds(1)), "a");
            assertThat(empty.reason()).isEqualTo(Reason.EMPTY);
            assertThat(empty.detail()).contains("no metric");
        }
    }
}
