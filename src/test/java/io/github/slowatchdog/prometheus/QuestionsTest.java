package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the lane asks, seen from the server. */
class QuestionsTest {

    private final Instant now = Instant.now();
    private static final Selector EVENTS = Selector.parse("events_total{kind=\"x\"}");

    private final Vertx vertx = Vertx.vertx();
    private final FaultyServer server = FaultyServer.empty();
    private final Lanes.Requests requests = new Lanes.Requests();

    @AfterEach
    void close() {
        server.close();
        Awaited.result(vertx.close());
    }

    private PrometheusSource source(Settings.Prometheus settings) {
        return PrometheusSource.create(vertx, settings, requests);
    }

    private MetricSource.Round round() {
        return source(Lanes.settings(server.url())).begin(now);
    }

    private List<String> queries() {
        return server.requests().stream()
                .map(request -> String.valueOf(request.form().get("query")))
                .toList();
    }

    /** P28: a {@code limit} would cut the answer short, and a {@code time} would be that of our clock. */
    @Test
    void nothingButTheQueryIsAsked() {
        Awaited.result(round().read(new Indicator.Expr("1 + 1"), now));

        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.form()).containsOnlyKeys("query"));
    }

    @Test
    void equalQuestionsOfOneRoundGoOutOnce() {
        MetricSource.Round round = round();
        Indicator count = new Indicator.Count(EVENTS, Optional.empty());
        Indicator windowed = new Indicator.Count(EVENTS, Optional.of(Duration.ofMinutes(5)));
        Indicator ratio = new Indicator.Ratio(EVENTS, EVENTS, Duration.ofMinutes(5), 1);
        List<Future<Measurement>> all = List.of(
                round.read(count, now),
                round.read(windowed, now),
                round.read(ratio, now),
                round.read(new Indicator.Expr("1 + 1"), now),
                round.read(new Indicator.Expr("1 + 1"), now));

        all.forEach(Awaited::result);
        Awaited.result(round.context(now));
        Awaited.result(round.context(now));

        assertThat(queries())
                .containsExactlyInAnyOrder(
                        "events_total{kind=\"x\"}[97s]",
                        "1 + 1",
                        "{__name__=~\"up|process_start_time_seconds\",job=\"bot\"}[97s]");
        assertThat(requests.count).hasValue(3);
        assertThat(((Measurement.Samples) Awaited.result(all.get(2))).bySelector())
                .hasSize(2);
    }

    @Test
    void theNextRoundAsksAgain() {
        PrometheusSource source = source(Lanes.settings(server.url()));
        Awaited.result(source.begin(now).read(new Indicator.Expr("1"), now));
        Awaited.result(source.begin(now).read(new Indicator.Expr("1"), now));

        assertThat(queries()).containsExactly("1", "1");
    }

    @Test
    void aQuestionIsAPostAtTheServersOwnNowWithoutALimit() {
        Awaited.result(round().read(new Indicator.Gauge(EVENTS), now.minusSeconds(3)));

        FaultyServer.Request request = server.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/api/v1/query");
        assertThat(request.form()).containsOnlyKeys("query").containsEntry("query", EVENTS + "[100s]");
    }

    @Test
    void thePathPrefixIsKeptAndParametersAreSent() {
        URI url = server.url().resolve("/select/0/prometheus/");
        Settings.Prometheus settings =
                Lanes.settings(url, Settings.HttpClient.PLAIN, Map.of("nocache", "1", "query", "never"));

        Awaited.result(source(settings).begin(now).read(new Indicator.Expr("2"), now));

        FaultyServer.Request request = server.requests().get(0);
        assertThat(request.target()).isEqualTo("/select/0/prometheus/api/v1/query");
        assertThat(request.form()).containsExactlyInAnyOrderEntriesOf(Map.of("nocache", "1", "query", "2"));
    }

    @Test
    void credentialsAreSent() {
        Settings.HttpClient client = new Settings.HttpClient(
                Optional.of(new Settings.BasicAuth("me", Secret.of("pass"))),
                Optional.empty(),
                Map.of("X-Scope-OrgID", Secret.of("tenant")),
                Settings.Tls.STANDARD);

        Awaited.result(source(Lanes.settings(server.url(), client, Map.of()))
                .begin(now)
                .read(new Indicator.Expr("2"), now));

        assertThat(server.requests().get(0).headers())
                .containsEntry("authorization", "Basic bWU6cGFzcw==")
                .containsEntry("x-scope-orgid", "tenant");
    }

    @Test
    void aSelectorWithoutANameAsksByItsMatchersAlone() {
        Selector unnamed = Selector.of("", List.of(new Matcher("__name__", Matcher.Op.MATCH, "up.*")));
        Settings.Prometheus standard = Lanes.settings(server.url());
        Settings.Prometheus settings = new Settings.Prometheus(
                standard.url(),
                standard.timeout(),
                standard.maxResponse(),
                Optional.of(new Settings.Freshness(unnamed, Duration.ofSeconds(10))),
                standard.maxSkew(),
                Map.of(),
                standard.client());

        Awaited.result(source(settings).begin(now).context(now));

        assertThat(queries()).containsExactly("{__name__=~\"up.*\"}[17s]");
    }

    @Test
    void withoutFreshnessThereIsNoContextAndNothingIsAsked() {
        Settings.Prometheus standard = Lanes.settings(server.url());
        Settings.Prometheus settings = new Settings.Prometheus(
                standard.url(),
                standard.timeout(),
                standard.maxResponse(),
                Optional.empty(),
                standard.maxSkew(),
                Map.of(),
                standard.client());

        assertThat(Awaited.result(source(settings).begin(now).context(now)))
                .isEqualTo(new MetricSource.Context.Read(now, List.of(), List.of()));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aProbeIsNotAskedHere() {
        Indicator probe = new Indicator.Probe(server.url(), "$.a", Duration.ofSeconds(1));

        assertThat(Lanes.failure(round().read(probe, now)).reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aClosedSourceFailsAndDoesNotThrow() {
        PrometheusSource source = source(Lanes.settings(server.url()));
        Awaited.result(source.close());

        assertThat(Lanes.failure(source.begin(now).read(new Indicator.Expr("1"), now))
                        .reason())
                .isEqualTo(Reason.ERROR);
    }
}
