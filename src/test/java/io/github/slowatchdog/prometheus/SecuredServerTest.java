package io.github.slowatchdog.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.Certificates;
import io.github.slowatchdog.servers.PrometheusServer;
import io.github.slowatchdog.slo.Indicator;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Reason;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus under a path prefix, with TLS, client certificates and basic authentication: its own, not a proxy's. */
class SecuredServerTest {

    /** bcrypt of {@code s3cret}. */
    private static final String HASH = "$2b$04$9J1eQtncN0g5HbW4hx1ysuq/sRtS8fMtxjx1TUDYlWYm.e5tTkVLO";

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        Awaited.result(vertx.close());
    }

    private Measurement ask(URI url, Settings.HttpClient client) {
        Instant now = Instant.now();
        return Awaited.result(
                PrometheusSource.create(vertx, Lanes.settings(url, client, Map.of()), new Lanes.Requests())
                        .begin(now)
                        .read(new Indicator.Expr("vector(1)"), now));
    }

    private static Settings.HttpClient client(String password, Settings.Tls tls) {
        return new Settings.HttpClient(
                Optional.of(new Settings.BasicAuth("me", Secret.of(password))), Optional.empty(), Map.of(), tls);
    }

    @Test
    void aPathPrefixWorks() {
        try (PrometheusServer server = PrometheusServer.in(directory)
                .flag("--web.route-prefix=/team/prometheus")
                .start()) {
            assertThat(ask(server.url(), Settings.HttpClient.PLAIN)).isInstanceOf(Measurement.Vector.class);
            assertThat(ask(server.url().resolve("/"), Settings.HttpClient.PLAIN))
                    .isInstanceOfSatisfying(
                            Measurement.Failure.class,
                            failure -> assertThat(failure.detail())
                                    .contains("HTTP 404")
                                    .contains("path prefix"));
        }
    }

    @Test
    void certificatesAndPasswordsAreNeededAndEnough() throws IOException {
        Certificates ours = Certificates.authority(directory, "ours");
        ours.issue("server", "IP:127.0.0.1");
        Path client = ours.issue("client", "DNS:watchdog");
        Path web = directory.resolve("web.yml");
        Files.writeString(
                web,
                "tls_server_config:\n  cert_file: server.pem\n  key_file: server.key\n  client_ca_file: ours.pem\n"
                        + "  client_auth_type: RequireAndVerifyClientCert\nbasic_auth_users:\n  me: " + HASH + "\n");
        Settings.Tls trusted = new Settings.Tls(
                Optional.of(ours.ca()),
                Optional.of(client),
                Optional.of(Certificates.keyOf(client)),
                Optional.empty(),
                false);
        try (PrometheusServer server = PrometheusServer.in(directory)
                .flag("--web.config.file=" + web)
                .securely()
                .start()) {
            assertThat(ask(server.url(), client("s3cret", trusted))).isInstanceOf(Measurement.Vector.class);

            assertThat(ask(server.url(), client("hunter2", trusted)))
                    .isInstanceOfSatisfying(Measurement.Failure.class, failure -> {
                        assertThat(failure.reason()).isEqualTo(Reason.ERROR);
                        assertThat(failure.detail()).contains("HTTP 401").doesNotContain("hunter2");
                    });
            assertThat(ask(server.url(), client("s3cret", Settings.Tls.STANDARD)))
                    .isInstanceOfSatisfying(Measurement.Failure.class, failure -> {
                        assertThat(failure.reason()).isEqualTo(Reason.ERROR);
                        assertThat(failure.detail()).contains("tls_config");
                    });
        }
    }
}
