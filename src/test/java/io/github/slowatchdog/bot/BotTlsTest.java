package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.Certificates;
import io.github.slowatchdog.servers.TlsServer;
import io.github.slowatchdog.slo.Access;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.github.slowatchdog.slo.Selector;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.watch.MetricSource;
import io.github.slowatchdog.watch.Timings;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A bot behind TLS and a password: its page of metrics and its status page are asked as {@code tls_config} and its neighbours say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BotTlsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final Instant now = Instant.now();
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private Path directory = Path.of("");
    private Path ours = Path.of("");
    private Path client = Path.of("");

    @BeforeAll
    void issue(@TempDir Path directory) {
        this.directory = directory;
        Certificates authority = Certificates.authority(directory, "ours");
        authority.issue("bot", "IP:127.0.0.1");
        authority.issue("other-host", "DNS:bot.example");
        authority.issueExpired("expired", "IP:127.0.0.1");
        client = authority.issue("watchdog", "DNS:watchdog");
        ours = authority.ca();
    }

    @AfterAll
    void close() {
        Awaited.result(vertx.close());
    }

    private URI serve(String certificate, ClientAuth clients) {
        return TlsServer.serve(vertx, directory.resolve(certificate + ".pem"), ours, clients, this::answer);
    }

    private void answer(HttpServerRequest request) {
        shown.add(
                request.headers().get("Authorization") + " " + request.headers().get("X-Tenant"));
        request.response().end(request.path().equals("/metrics") ? "errors_total 7\n" : "{\"mode\": \"DRY\"}");
    }

    private static Settings.HttpClient with(Optional<Path> ca, Optional<Path> cert, Optional<String> name) {
        return new Settings.HttpClient(
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                new Settings.Tls(ca, cert, cert.map(Certificates::keyOf), name, false));
    }

    private Settings.HttpClient trusting() {
        return with(Optional.of(ours), Optional.empty(), Optional.empty());
    }

    private Measurement page(URI bot, Settings.HttpClient client) {
        MetricSource source = BotSource.create(
                vertx,
                new Settings.Bot(bot.resolve("/metrics"), TIMEOUT, client),
                Map.of(),
                Duration.ofSeconds(2),
                Timings.NONE);
        return read(source, new Indicator.Gauge(Selector.parse("errors_total")));
    }

    private Measurement probe(URI bot, Access access) {
        return read(
                HttpProbe.create(vertx, Timings.NONE),
                new Indicator.Probe(bot.resolve("/status"), "$.mode", TIMEOUT, access));
    }

    private Measurement read(MetricSource source, Indicator indicator) {
        try {
            return Awaited.result(source.begin(now).read(indicator, Instant.MIN));
        } finally {
            Awaited.result(source.close());
        }
    }

    private void assertRead(URI bot, Settings.HttpClient client) {
        assertThat(page(bot, client)).isInstanceOf(Measurement.Samples.class);
        assertThat(probe(bot, client)).isEqualTo(new Measurement.Found(now, Value.of("DRY")));
    }

    private void assertRefused(URI bot, Settings.HttpClient client) {
        for (Measurement answer : List.of(page(bot, client), probe(bot, client))) {
            assertThat(answer).isInstanceOfSatisfying(Measurement.Failure.class, failure -> {
                assertThat(failure.reason()).isEqualTo(Reason.ERROR);
                assertThat(failure.detail()).contains("TLS: ");
            });
        }
    }

    @Test
    void itsAuthorityIsTrustedWhereTheSettingsSaySo() {
        assertRead(serve("bot", ClientAuth.NONE), trusting());
        assertRefused(serve("bot", ClientAuth.NONE), Settings.HttpClient.PLAIN);
    }

    @Test
    void aCertificateOfAnotherHostIsNot() {
        URI bot = serve("other-host", ClientAuth.NONE);
        assertRefused(bot, trusting());
        assertRead(bot, with(Optional.of(ours), Optional.empty(), Optional.of("bot.example")));
    }

    @Test
    void anExpiredOneIsNot() {
        assertRefused(serve("expired", ClientAuth.NONE), trusting());
    }

    @Test
    void aClientCertificateIsShown() {
        URI bot = serve("bot", ClientAuth.REQUIRED);
        assertRead(bot, with(Optional.of(ours), Optional.of(client), Optional.empty()));
        assertThat(page(bot, trusting())).isInstanceOf(Measurement.Failure.class);
        assertThat(probe(bot, trusting())).isInstanceOf(Measurement.Failure.class);
    }

    @Test
    void credentialsAndHeadersAreSent() {
        shown.clear();
        assertRead(
                serve("bot", ClientAuth.NONE),
                new Settings.HttpClient(
                        Optional.empty(),
                        Optional.of(new Settings.Authorization("Bearer", Secret.of("hunter2"))),
                        Map.of("X-Tenant", Secret.of("one")),
                        trusting().tls()));
        assertThat(shown).containsExactly("Bearer hunter2 one", "Bearer hunter2 one");
    }

    /** The token of one is not sent for the other, although both ask the same address in the same round. */
    @Test
    void probesOfOneAddressWithOtherAccessAreAskedApart() {
        URI bot = serve("bot", ClientAuth.NONE);
        shown.clear();
        HttpProbe probes = HttpProbe.create(vertx, Timings.NONE);
        MetricSource.Round round = probes.begin(now);
        Settings.HttpClient named = new Settings.HttpClient(
                Optional.of(new Settings.BasicAuth("a", Secret.of("b"))),
                Optional.empty(),
                Map.of(),
                trusting().tls());
        for (Settings.HttpClient client : List.of(trusting(), named, trusting())) {
            Awaited.result(round.read(new Indicator.Probe(bot.resolve("/status"), "$.mode", TIMEOUT, client), now));
        }
        assertThat(shown).containsExactly("null null", "Basic YTpi null");
        Awaited.result(probes.close());
    }
}
