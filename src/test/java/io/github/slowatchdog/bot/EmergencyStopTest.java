package io.github.slowatchdog.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Secret;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.Certificates;
import io.github.slowatchdog.servers.FaultyServer;
import io.github.slowatchdog.servers.FaultyServer.Fault;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.servers.TlsServer;
import io.github.slowatchdog.stop.Cause;
import io.github.slowatchdog.stop.ChannelFailure;
import io.github.slowatchdog.stop.ChannelReport;
import io.github.slowatchdog.stop.StopOrder;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bot's emergency endpoint, as the second channel calls it (SPEC 6, {@code stop.http}). */
class EmergencyStopTest {

    private static final StopOrder ORDER = new StopOrder(
            "x1-dup", Cause.BREACH, "dup", "dup is in breach: 1 is not == 0", Instant.EPOCH, "canary \"one\"");

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private ChannelReport fire(URI url, Optional<Secret> token) {
        return fire(url, token, Settings.Tls.STANDARD);
    }

    private ChannelReport fire(URI url, Optional<Secret> token, Settings.Tls tls) {
        EmergencyStop channel = EmergencyStop.create(vertx, new Settings.StopHttp(url, token, tls));
        try {
            return Awaited.result(channel.fire(ORDER));
        } finally {
            Awaited.result(channel.close());
        }
    }

    /** The token goes to nobody but the bot. */
    @Test
    void whoseCertificateItIsCounts() throws Exception {
        Certificates ours = Certificates.authority(directory, "ours");
        Path cert = ours.issue("bot", "IP:127.0.0.1");
        Path client = ours.issue("watchdog", "DNS:watchdog");
        URI url = TlsServer.serve(
                vertx,
                cert,
                ours.ca(),
                ClientAuth.REQUIRED,
                request -> request.response().end());
        Settings.Tls known = new Settings.Tls(
                Optional.of(ours.ca()),
                Optional.of(client),
                Optional.of(Certificates.keyOf(client)),
                Optional.empty(),
                false);
        assertThat(fire(url, Optional.empty(), known)).isEqualTo(new ChannelReport.Accepted());
        assertThat(fire(url, Optional.empty(), Settings.Tls.STANDARD))
                .isInstanceOfSatisfying(
                        ChannelReport.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(ChannelFailure.TLS));
    }

    @Test
    void postsTheOrderWithTheTokenOfTheFile() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        try (FaultyServer bot = FaultyServer.answering("{}")) {
            URI url = URI.create(bot.url() + "/admin/emergency-stop?scope=all");
            assertThat(fire(url, Optional.of(Secret.in(file)))).isEqualTo(new ChannelReport.Accepted());
            Files.writeString(file, "rotated\n");
            fire(url, Optional.of(Secret.in(file)));

            FaultyServer.Request request = bot.requests().get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/admin/emergency-stop?scope=all");
            assertThat(request.headers())
                    .containsEntry("authorization", "Bearer first")
                    .containsEntry("content-type", "application/json");
            assertThat(new JsonObject(request.body()).getMap())
                    .containsEntry("order", "x1-dup")
                    .containsEntry("cause", "breach")
                    .containsEntry("slo", "dup")
                    .containsEntry("reason", "dup is in breach: 1 is not == 0")
                    .containsEntry("by", "canary \"one\"");
            assertThat(bot.requests().get(1).headers()).containsEntry("authorization", "Bearer rotated");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED, REFUSAL",
        "NOT_FOUND, REFUSAL",
        "TOO_MANY_REQUESTS, REFUSAL",
        "INTERNAL_ERROR, BROKEN",
        "UNAVAILABLE, BROKEN",
        "REDIRECT, REDIRECT",
        "HANG, TIMEOUT",
        "TRICKLE, TIMEOUT",
        "RESET, RESET",
        "NOT_HTTP, OTHER",
        "OVERSIZED, OTHER"
    })
    void sortsFailures(Fault fault, ChannelFailure failure) {
        try (FaultyServer bot = FaultyServer.start(fault)) {
            ChannelReport report = fire(bot.url(), Optional.of(Secret.of("s3cret")));
            assertThat(report).isInstanceOfSatisfying(ChannelReport.Failed.class, failed -> {
                assertThat(failed.failure()).as(failed.detail()).isEqualTo(failure);
                assertThat(failed.detail()).isNotBlank().doesNotContain("s3cret");
            });
            if (fault == Fault.REDIRECT) {
                assertThat(bot.requests()).as("the token goes nowhere else").hasSize(1);
            }
        }
    }

    @Test
    void saysThatNobodyListensAndThatTheTokenIsGone() {
        URI nobody = URI.create("http://127.0.0.1:" + ServerProcess.freePort() + "/stop");
        assertThat(failure(fire(nobody, Optional.empty()))).isEqualTo(ChannelFailure.REFUSED);
        assertThat(failure(fire(nobody, Optional.of(Secret.in(directory.resolve("gone"))))))
                .isEqualTo(ChannelFailure.CREDENTIALS);
    }

    private static ChannelFailure failure(ChannelReport report) {
        assertThat(report).isInstanceOf(ChannelReport.Failed.class);
        return ((ChannelReport.Failed) report).failure();
    }
}
