package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.FakeExporter;
import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Series;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lane reads of a bot that answers. Times are given, so nothing depends on how fast the machine is. */
class BotSourceTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Instant now = Instant.parse("2026-11-21T12:00:00.123Z");
    private final Vertx vertx = Vertx.vertx();
    private final FakeExporter bot = FakeExporter.start();
    private BotSource source = Bots.source(vertx, bot.port(), TIMEOUT);

    @BeforeEach
    void aBot() {
        bot.say("orders_total{side=\"buy\"} 3\norders_total{side=\"sell\"} 4\nother 1\n");
    }

    @AfterEach
    void close() {
        Awaited.result(source.close());
        Awaited.result(vertx.close());
        bot.close();
    }

    @Test
    void oneSampleOfEachSeriesAtTheTimeOfTheScrapeUnderTheLabelsOfTheStore() {
        List<Series> series = Bots.series(source.begin(now), "orders_total");
        assertThat(series).hasSize(2).allSatisfy(one -> {
            assertThat(one.size()).isEqualTo(1);
            assertThat(one.at(0)).isEqualTo(now);
            assertThat(one.labels().get("job")).isEqualTo("vanta-metrics");
            assertThat(one.labels().get("instance")).isEqualTo(bot.address());
        });
        assertThat(series).extracting(one -> one.value(0)).containsExactlyInAnyOrder(3.0, 4.0);
        assertThat(Bots.series(source.begin(now.plusSeconds(1)), "orders_total{side=~\"b.*\",job=\"vanta-metrics\"}"))
                .extracting(one -> one.value(0))
                .containsExactly(3.0);
        assertThat(Bots.series(source.begin(now.plusSeconds(2)), "absent_total"))
                .as("nothing there is an answer, not a failure")
                .isEmpty();
    }

    @Test
    void everythingOfARoundIsOneScrape() {
        MetricSource.Round round = source.begin(now);
        Future<Measurement> count = round.read(Bots.count("orders_total"), Instant.EPOCH);
        Future<MetricSource.Context> context = round.context(Instant.EPOCH);
        Future<Measurement> gauge = round.read(new Indicator.Gauge(Selector.parse("other")), Instant.EPOCH);
        Future<Measurement> any = round.read(new Indicator.Gauge(Selector.parse("{__name__=~\"o.*\"}")), Instant.EPOCH);

        assertThat(Awaited.result(count)).isInstanceOf(Measurement.Samples.class);
        assertThat(((Measurement.Samples) Awaited.result(gauge)).bySelector().get(0))
                .hasSize(1);
        assertThat(((Measurement.Samples) Awaited.result(any)).bySelector().get(0))
                .hasSize(3);
        assertThat(Awaited.result(context)).isInstanceOf(MetricSource.Context.Read.class);
        assertThat(bot.scrapes()).isEqualTo(1);
    }

    @Test
    void aRoundJustAfterAnotherSharesItsScrape() {
        Bots.series(source.begin(now), "orders_total");
        assertThat(Bots.series(source.begin(now.plusMillis(15)), "orders_total")
                        .get(0)
                        .newest())
                .isEqualTo(now);
        assertThat(bot.scrapes()).isEqualTo(1);
        Bots.series(source.begin(now.plusMillis(20)), "orders_total");
        assertThat(bot.scrapes()).isEqualTo(2);
        Bots.series(source.begin(now.plusMillis(30)), "other");
        assertThat(bot.scrapes()).as("the page was read without it").isEqualTo(3);
        Measurement proof =
                Awaited.result(source.begin(now.plusMillis(31)).read(Bots.count("other"), now.plusMillis(30)));
        assertThat(((Measurement.Samples) proof).bySelector().get(0).get(0).newest())
                .as("newer than what is asked for")
                .isAfter(now.plusMillis(30));
        assertThat(bot.scrapes()).isEqualTo(4);
    }

    /** Else groups that begin a little later would take old counters for new ones: their process had been read before. */
    @Test
    void aRoundThatBeginsWhileAPageIsOnItsWaySharesIt() {
        source.announce(List.of(Bots.count("orders_total"), Bots.count("other")));
        Future<Measurement> first = source.begin(now).read(Bots.count("orders_total"), Instant.EPOCH);
        Future<Measurement> second = source.begin(now.plusMillis(500)).read(Bots.count("other"), Instant.EPOCH);

        assertThat(Awaited.result(first)).isInstanceOf(Measurement.Samples.class);
        assertThat(Awaited.result(second)).isInstanceOf(Measurement.Samples.class);
        assertThat(bot.scrapes()).isEqualTo(1);
    }

    @Test
    void aRoundIsReadyWhenItsPageIsThere() {
        source.announce(List.of(Bots.count("orders_total")));
        MetricSource.Round round = source.begin(now);

        Awaited.result(round.ready(Instant.EPOCH).mapEmpty());

        assertThat(round.read(Bots.count("orders_total"), Instant.EPOCH).isComplete())
                .isTrue();
        assertThat(round.context(Instant.EPOCH).isComplete()).isTrue();
        assertThat(bot.scrapes()).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackHidesNoSample() {
        Instant before = Bots.series(source.begin(now), "other").get(0).newest();
        Instant after = Bots.series(source.begin(now.minusSeconds(3600)), "other")
                .get(0)
                .newest();
        assertThat(after).isAfter(before);
    }

    @Test
    void theContextTellsThatTheBotWasReadAndWhenItsProcessStarted() {
        bot.started(Instant.parse("2026-11-21T11:00:00Z"));
        MetricSource.Context.Read good = Bots.context(source.begin(now));
        assertThat(good.ups()).singleElement().satisfies(up -> {
            assertThat(up.labels()).hasToString("up{instance=\"" + bot.address() + "\",job=\"vanta-metrics\"}");
            assertThat(up.value(0)).isEqualTo(1);
        });
        assertThat(good.starts())
                .singleElement()
                .satisfies(start -> assertThat(start.value(0))
                        .isEqualTo(Instant.parse("2026-11-21T11:00:00Z").toEpochMilli() / 1000.0));
        assertThat(Bots.series(source.begin(now), "up")).hasSize(1);

        bot.status(503);
        MetricSource.Context.Read bad = Bots.context(source.begin(now.plusSeconds(1)));
        assertThat(bad.ups()).singleElement().satisfies(up -> {
            assertThat(up.value(0)).isZero();
            assertThat(up.at(0)).isEqualTo(now.plusSeconds(1));
        });
        assertThat(bad.starts()).isEmpty();
        assertThat(source.isUp()).isFalse();
    }

    @Test
    void itsOwnLabelsOfTheSameNameAreKeptUnderAnother() {
        bot.say("orders_total{job=\"x\",instance=\"y\",exported_job=\"z\"} 1\n");
        assertThat(Bots.series(source.begin(now), "orders_total").get(0).labels())
                .isEqualTo(Labels.of(
                        Labels.NAME,
                        "orders_total",
                        "job",
                        "vanta-metrics",
                        "instance",
                        bot.address(),
                        "exported_exported_job",
                        "x",
                        "exported_instance",
                        "y",
                        "exported_job",
                        "z"));
    }

    @Test
    void whatCannotBeReadHereSaysSo() {
        MetricSource.Round round = source.begin(now);
        for (Indicator other : List.of(
                new Indicator.Expr("up"),
                new Indicator.Probe(URI.create("http://127.0.0.1:1/"), "$.x", Duration.ofSeconds(1)))) {
            assertThat(Awaited.result(round.read(other, now)))
                    .isInstanceOfSatisfying(
                            Measurement.Failure.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE));
        }
        Measurement.Failure foreign = Bots.failure(round, "orders_total{job=\"another\"}");
        assertThat(foreign.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(foreign.detail()).contains("job=\"another\"", "job=\"vanta-metrics\"", "freshness");
        assertThat(bot.scrapes()).isZero();
    }

    @Test
    void aTimeOnThePageSaysHowOldAValueIsAndNeverThatItIsNewerThanTheScrape() {
        Bots.series(source.begin(now.minusSeconds(1)), "{__name__=~\".+\"}");
        long at = now.toEpochMilli();
        bot.say("old 1 " + (at - 60_000) + "\nahead 2 " + (at + 1_500) + "\nplain 3\n" + "twice 1 " + (at - 2)
                + "\ntwice 2 " + (at - 1) + "\n");
        MetricSource.Round round = source.begin(now);
        assertThat(Bots.series(round, "old").get(0).newest()).isEqualTo(now.minusSeconds(60));
        assertThat(Bots.series(round, "ahead").get(0).newest()).isEqualTo(now);
        assertThat(Bots.series(round, "plain").get(0).newest()).isEqualTo(now);
        assertThat(Bots.series(round, "twice").get(0).size()).isEqualTo(2);
    }

    @Test
    void aTimeFarInTheFutureIsSkew() {
        bot.say("ahead 2 " + (now.toEpochMilli() + 5_000) + "\n");
        Measurement.Failure failure = Bots.failure(source.begin(now), "ahead");
        assertThat(failure.reason()).isEqualTo(Reason.SKEW);
        assertThat(failure.detail()).contains("5.0s", "max_skew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 1\na 2\n", "a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 1\n", "a 1 5\na 1 4\n"})
    void aSeriesThatIsThereTwiceIsMalformed(String page) {
        bot.say(page);
        Measurement.Failure failure = Bots.failure(source.begin(now), "a");
        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure.detail()).startsWith("line 2: ").contains("twice");
    }

    @Test
    void connectionsAreKeptAndPagesMayBeCompressed() {
        String page = "orders_total 1\n" + "# HELP pad " + "x".repeat(50_000) + "\n";
        try (FaultyServer server = FaultyServer.servingCompressed("text/plain; version=0.0.4", page)) {
            BotSource compressed = Bots.source(vertx, server.port(), TIMEOUT);
            for (int i = 0; i < 5; i++) {
                assertThat(Bots.series(compressed.begin(now.plusSeconds(i)), "orders_total"))
                        .hasSize(1);
            }
            assertThat(server.accepted()).as("of five scrapes").isLessThan(5);
            assertThat(server.requests().get(0).headers())
                    .containsEntry("accept-encoding", "gzip")
                    .containsEntry("x-prometheus-scrape-timeout-seconds", "20.0");
            assertThat(server.requests().get(0).headers().get("accept"))
                    .startsWith("application/openmetrics-text;version=1.0.0")
                    .contains("text/plain;version=0.0.4");
        }
    }

    @Test
    void openMetricsThatWasCutOffIsMalformed() {
        String type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        try (FaultyServer server = FaultyServer.serving(type, "a_total 1 1700000000\n# EOF\n")) {
            BotSource open = Bots.source(vertx, server.port(), TIMEOUT);
            assertThat(Bots.series(open.begin(now), "a_total").get(0).newest())
                    .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
            server.serve(type, "a_total 1 1700000000\n");
            Measurement.Failure failure = Bots.failure(open.begin(now.plusSeconds(1)), "a_total");
            assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
            assertThat(failure.detail()).contains("# EOF", "cut off");
        }
    }
}
