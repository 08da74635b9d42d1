package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.servers.FaultyServer.Fault;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Lane;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.watch.MetricSource;
import io.github.slowatchdog.watch.Timings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpProbeTest {

    private static final String BODY = """
            {"execution_mode": {"mode": "DRY", "since": 1763700000.5}, "running": true, "open": 0, "big": 12345678901,
             "none": null, "list": [{"id": 1}, {"id": 2}], "odd.key": "x", "empty": ""}
            """;

    private final Instant now = Instant.now();

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpProbe probes = HttpProbe.create(vertx, new Timings() {
        @Override
        public void detected(String slo, Lane lane, Duration took) {}

        @Override
        public void stopWritten(String channel, Duration took) {}

        @Override
        public void stopConfirmed(Duration took) {}

        @Override
        public void sourceRequest(Lane lane, Duration took) {
            assertThat(lane).isEqualTo(Lane.DIRECT);
            requests.incrementAndGet();
        }
    });

    @AfterEach
    void close() {
        Awaited.result(probes.close());
        Awaited.result(vertx.close());
    }

    private Measurement read(URI url, String path, Duration timeout) {
        return Awaited.result(probes.begin(now).read(new Indicator.Probe(url, path, timeout), now));
    }

    private Measurement read(FaultyServer server, String path) {
        return read(server.url().resolve("/health?key=hunter2"), path, Duration.ofSeconds(20));
    }

    private static Value value(Measurement measurement) {
        assertThat(measurement).isInstanceOf(Measurement.Found.class);
        return ((Measurement.Found) measurement).value();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$.execution_mode.mode; DRY",
                "$['execution_mode']['mode']; DRY",
                "$['odd.key']; x",
                "$..mode; DRY",
                "$.running; true",
                "$.list; [{\"id\":1},{\"id\":2}]",
                "$.list[1]; {\"id\":2}",
                "$.empty; ''",
            })
    void textIsFound(String path, String text) {
        try (FaultyServer server = FaultyServer.answering(BODY)) {
            assertThat(value(read(server, path))).isEqualTo(Value.of(text));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "$.execution_mode.since, 1763700000.5",
        "$.open, 0",
        "$.big, 12345678901",
        "$.list[*].id, 1",
        "$.list[-1].id, 2",
        "$.list[?(@.id > 1)].id, 2",
        "$.list.length(), 2",
    })
    void numbersAreFound(String path, double number) {
        try (FaultyServer server = FaultyServer.answering(BODY)) {
            assertThat(value(read(server, path))).isEqualTo(Value.of(number));
        }
    }

    @ParameterizedTest
    @CsvSource({"$.nothing", "$.execution_mode.nothing.at.all", "$.list[7]", "$..nothing", "$.none", "$.open.mode"})
    void whatIsNotThereIsAbsentAndNotAFailure(String path) {
        try (FaultyServer server = FaultyServer.answering(BODY)) {
            assertThat(value(read(server, path)))
                    .isInstanceOfSatisfying(
                            Value.Absent.class,
                            absent -> assertThat(absent.why()).contains(path));
        }
    }

    @Test
    void aPageThatNestsDeeplyIsAnswered() {
        String deep = "{\"a\":".repeat(900) + "{\"mode\":\"DRY\"}" + "}".repeat(900);
        try (FaultyServer server = FaultyServer.answering(deep)) {
            assertThat(value(read(server, "$..mode"))).isEqualTo(Value.of("DRY"));
        }
        try (FaultyServer server = FaultyServer.answering("[".repeat(100_000) + "]".repeat(100_000))) {
            assertThat(read(server, "$..mode"))
                    .isInstanceOfSatisfying(
                            Measurement.Failure.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.MALFORMED));
        }
    }

    @Test
    void aListMayBeTheWholeDocument() {
        try (FaultyServer server = FaultyServer.answering("[{\"a\": \"b\"}]")) {
            assertThat(value(read(server, "$[0].a"))).isEqualTo(Value.of("b"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'a': 1}",
                "{\"a\": 1",
                "{\"a\": 1} x",
                "plain text",
                "''",
                "7",
                "{a: 1}",
                "{\"a\": NaN}",
                "{\"a\": 1, \"a\": 2}",
                "{\"b\": {\"a\": 1, \"a\": 1}}"
            })
    void whatIsNotJsonIsMalformed(String body) {
        try (FaultyServer server = FaultyServer.answering(body)) {
            assertThat(read(server, "$.a"))
                    .isInstanceOfSatisfying(
                            Measurement.Failure.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.MALFORMED));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "BAD_REQUEST",
                "UNAUTHORIZED",
                "NOT_FOUND",
                "INTERNAL_ERROR",
                "UNAVAILABLE",
                "REDIRECT",
                "RESET",
                "CUT_OFF",
                "HANG",
                "TRICKLE",
                "OVERSIZED",
                "GZIP_BOMB",
                "HTML",
                "NOT_HTTP"
            })
    void aBadAnswerIsAFailureWhateverItsBodySays(Fault fault) {
        try (FaultyServer server = FaultyServer.start(fault)) {
            boolean slow = fault == Fault.HANG || fault == Fault.TRICKLE;
            Measurement got = read(server.url(), "$.status", slow ? Duration.ofMillis(400) : Duration.ofSeconds(20));

            assertThat(got).isInstanceOfSatisfying(Measurement.Failure.class, failure -> {
                assertThat(failure.reason())
                        .as(failure.detail())
                        .isEqualTo(
                                switch (fault) {
                                    case HANG, TRICKLE -> Reason.TIMEOUT;
                                    case OVERSIZED, GZIP_BOMB, HTML, NOT_HTTP -> Reason.MALFORMED;
                                    default -> Reason.ERROR;
                                });
                assertThat(failure.detail()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
            });
            assertThat(probes.isUp()).isEqualTo(fault == Fault.HTML);
        }
    }

    @Test
    void whereNobodyListensItIsAnErrorWithoutTheSecretsOfTheUrl() {
        URI url = URI.create("http://127.0.0.1:" + ServerProcess.freePort() + "/health?key=hunter2");

        assertThat(read(url, "$.a", Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(Measurement.Failure.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.ERROR);
                    assertThat(failure.detail()).contains("refused").doesNotContain("hunter2");
                });
    }

    @Test
    void aPathThatIsNoneIsAnError() {
        try (FaultyServer server = FaultyServer.answering(BODY)) {
            assertThat(read(server, "$.[[")).isInstanceOfSatisfying(Measurement.Failure.class, failure -> {
                assertThat(failure.reason()).isEqualTo(Reason.ERROR);
                assertThat(failure.detail()).contains("not a JSONPath");
            });
        }
    }

    @Test
    void twoProbesOfOneAddressFetchItOnce() {
        try (FaultyServer server = FaultyServer.answering(BODY)) {
            MetricSource.Round round = probes.begin(now);
            for (String path : List.of("$.running", "$.open", "$.running")) {
                Awaited.result(round.read(new Indicator.Probe(server.url(), path, Duration.ofSeconds(20)), now));
            }

            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0).method()).isEqualTo("GET");
            assertThat(requests).hasValue(1);
        }
    }

    @Test
    void thereIsNothingToKnowOfTargetsAndNothingElseToRead() {
        assertThat(probes.lane()).isEqualTo(Lane.DIRECT);
        assertThat(Awaited.result(probes.begin(now).context(now)))
                .isEqualTo(new MetricSource.Context.Read(now, List.of(), List.of()));
        assertThat(Awaited.result(probes.begin(now).read(new Indicator.Gauge(Selector.parse("a")), now)))
                .isInstanceOfSatisfying(
                        Measurement.Failure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE));
    }
}
