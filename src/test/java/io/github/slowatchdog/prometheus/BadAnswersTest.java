package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.servers.FaultyServer.Fault;
import io.github.slowatchdog.servers.ScriptedServer;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every bad answer is a failure with its reason (SPEC 3.3), for samples, expressions and the context alike. */
@Execution(ExecutionMode.CONCURRENT)
class BadAnswersTest {

    private static final Indicator COUNT = new Indicator.Count(Selector.parse("events_total"), Optional.empty());
    private static final Indicator EXPR = new Indicator.Expr("sum(events_total)");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
    }

    private PrometheusSource source(FaultyServer server) {
        return source(server, Duration.ofSeconds(20));
    }

    private PrometheusSource source(FaultyServer server, Duration timeout) {
        return PrometheusSource.create(vertx, Lanes.settings(server.url(), timeout, 1 << 20), new Lanes.Requests());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void isAFailureWhateverIsAsked(Fault fault) {
        try (FaultyServer server = FaultyServer.start(fault)) {
            Duration timeout = reason(fault) == Reason.TIMEOUT ? Duration.ofMillis(500) : Duration.ofSeconds(20);
            MetricSource.Round round = source(server, timeout).begin(Instant.now());

            for (Indicator indicator : new Indicator[] {COUNT, EXPR}) {
                Measurement.Failure failure = Lanes.failure(round.read(indicator, Instant.now()));
                assertThat(failure.reason()).as(failure.detail()).isEqualTo(reason(fault));
                assertThat(failure.detail()).isNotBlank().hasSizeLessThan(600).doesNotContainPattern("\\p{Cntrl}");
            }
            assertThat(Awaited.result(round.context(Instant.now())))
                    .isInstanceOfSatisfying(
                            MetricSource.Context.Failed.class,
                            failed -> assertThat(failed.failure().reason()).isEqualTo(reason(fault)));
        }
    }

    private static Reason reason(Fault fault) {
        return switch (fault) {
            case TRICKLE, HANG -> Reason.TIMEOUT;
            case DATE_AHEAD, DATE_BEHIND, FUTURE_SAMPLE -> Reason.SKEW;
            case RESET,
                    CUT_OFF,
                    REDIRECT,
                    UNAVAILABLE,
                    INTERNAL_ERROR,
                    TOO_MANY_REQUESTS,
                    NOT_FOUND,
                    UNAUTHORIZED,
                    BAD_REQUEST,
                    STATUS_ERROR -> Reason.ERROR;
            default -> Reason.MALFORMED;
        };
    }

    /** SPEC 3.3: `stale`. A cache in front of the server gave what was true once. */
    @ParameterizedTest
    @CsvSource({"91, true", "80, false"})
    void anExpressionThatWasEvaluatedLongAgoIsStale(long age, boolean stale) {
        Instant now = Instant.now();
        try (ScriptedServer server = ScriptedServer.start()) {
            server.on("/api/v1/query", """
                    {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[%d,"5"]}]}}
                    """.formatted(now.getEpochSecond() - age));
            MetricSource.Round round = PrometheusSource.create(
                            vertx,
                            Lanes.settings(URI.create(server.url()), Duration.ofSeconds(20), 1 << 20),
                            new Lanes.Requests())
                    .begin(now);
            Measurement measurement = Awaited.result(round.read(EXPR, now));
            if (stale) {
                assertThat(measurement)
                        .isInstanceOfSatisfying(
                                Measurement.Failure.class,
                                failure -> assertThat(failure.reason()).isEqualTo(Reason.STALE));
            } else {
                assertThat(measurement).isInstanceOf(Measurement.Vector.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BAD_REQUEST       | HTTP 400 bad_data: invalid parameter",
                "STATUS_ERROR      | execution: too many samples",
                "UNAVAILABLE       | HTTP 503 timeout: query timed out",
                "INTERNAL_ERROR    | HTTP 500",
                "UNAUTHORIZED      | basic_auth",
                "NOT_FOUND         | path prefix",
                "REDIRECT          | redirects are not followed",
                "HTML              | is prometheus.url right?",
                "HTML              | Please log in",
                "OVERSIZED         | prometheus.max_response",
                "HISTOGRAM         | histogram_count()",
                "DATE_BEHIND       | behind ours",
                "DATE_AHEAD        | ahead of ours",
                "FUTURE_SAMPLE     | in the future",
            })
    void theDetailSaysWhatAndHowToMendIt(Fault fault, String words) {
        try (FaultyServer server = FaultyServer.start(fault)) {
            MetricSource.Round round = source(server).begin(Instant.now());

            assertThat(Lanes.failure(round.read(COUNT, Instant.now())).detail()).contains(words);
        }
    }

    @Test
    void theLaneIsUpWhenItsNewestAnswerCouldBeUsedOrWasARefusal() {
        try (FaultyServer server = FaultyServer.empty()) {
            PrometheusSource source = source(server);
            assertThat(source.isUp()).as("before the first question").isTrue();

            server.be(Fault.INTERNAL_ERROR);
            ask(source);
            assertThat(source.isUp()).isFalse();

            server.be(Fault.BAD_REQUEST);
            ask(source);
            assertThat(source.isUp()).isTrue();

            server.be(Fault.RESET);
            ask(source);
            assertThat(source.isUp()).isFalse();

            server.be(Fault.DATE_AHEAD);
            ask(source);
            assertThat(source.isUp()).isTrue();
            assertThat(source.skew())
                    .hasValueSatisfying(skew -> assertThat(skew).isGreaterThan(Duration.ofMinutes(59)));
        }
    }

    @Test
    void labelsOfAnyLengthDoNotMakeTheDetailLonger() {
        try (FaultyServer server = FaultyServer.answering(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"l\":\"\\u0007"
                        + "x".repeat(10_000) + "\"}}]}}")) {
            MetricSource.Round round = source(server).begin(Instant.now());

            assertThat(Lanes.failure(round.read(COUNT, Instant.now())).detail())
                    .hasSizeLessThan(600)
                    .doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @Test
    void aPartialAnswerKeepsItsSamplesAndSaysSo() {
        try (FaultyServer server = FaultyServer.answering(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"up\"},"
                        + "\"values\":[[1,\"1\"]]}]},\"warnings\":[\"store is down\"]}")) {
            Instant now = Instant.now();
            MetricSource.Round round = source(server).begin(now);

            assertThat(Awaited.result(round.read(COUNT, now)))
                    .isInstanceOfSatisfying(Measurement.Samples.class, samples -> {
                        assertThat(samples.partial()).hasValue("store is down");
                        assertThat(samples.bySelector().get(0)).hasSize(1);
                    });
            Instant since = now.minusSeconds(30);
            assertThat(Awaited.result(round.context(since)))
                    .isInstanceOfSatisfying(
                            MetricSource.Context.Read.class,
                            read -> assertThat(read.at())
                                    .as("what is missing is asked for again")
                                    .isEqualTo(since));
        }
    }

    private static void ask(PrometheusSource source) {
        Awaited.result(source.begin(Instant.now()).read(EXPR, Instant.now()));
    }
}
