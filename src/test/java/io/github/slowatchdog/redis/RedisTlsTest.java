package io.github.slowatchdog.redis;

import static io.github.slowatchdog.redis.Flags.LIVE;
import static io.github.slowatchdog.redis.Flags.assertStopped;
import static io.github.slowatchdog.redis.Flags.failed;
import static io.github.slowatchdog.redis.Flags.held;
import static io.github.slowatchdog.redis.Flags.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.RedisAddress;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Certificates;
import io.github.slowatchdog.servers.RedisServer;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.stop.SwitchFailure;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.stop.SwitchReport.Rewrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** rediss://, with an authority of one's own, a client certificate, and a server that must be who it is called. */
class RedisTlsTest {

    @TempDir
    static Path directory;

    static Certificates ours;
    static Certificates others;
    static Path server;
    static int tlsPort;
    static RedisServer redis;

    @BeforeAll
    static void start() {
        ours = Certificates.authority(directory, "ours");
        others = Certificates.authority(directory, "others");
        server = ours.issue("server", "IP:127.0.0.1,DNS:redis.example");
        tlsPort = ServerProcess.freePort();
        redis = RedisServer.start(
                directory,
                "--tls-port",
                Integer.toString(tlsPort),
                "--tls-cert-file",
                server.toString(),
                "--tls-key-file",
                Certificates.keyOf(server).toString(),
                "--tls-ca-cert-file",
                ours.ca().toString(),
                "--tls-auth-clients",
                "optional");
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    @BeforeEach
    void live() {
        redis.tell(Jedis::flushAll);
        redis.set(Flags.KEY, LIVE);
        redis.config("tls-auth-clients", "optional");
    }

    @Test
    void ownAuthority() {
        held(hold(tls(ours.ca(), "")), Rewrite.FIRST);
        assertStopped(redis);
    }

    @Test
    void authorityNotTrusted() {
        assertThat(failed(hold(Settings.Tls.STANDARD), SwitchFailure.TLS).detail())
                .contains("certification path");
        failed(hold(tls(others.ca(), "")), SwitchFailure.TLS);
        assertThat(redis.get(Flags.KEY)).contains(LIVE);
    }

    @Test
    void serverIsSomebodyElse() {
        failed(hold(tls(ours.ca(), ""), "localhost", tlsPort), SwitchFailure.TLS);
        held(hold(tls(ours.ca(), "redis.example"), "localhost", tlsPort));
        assertStopped(redis);
    }

    @Test
    void verificationSwitchedOff() {
        Settings.Tls tls =
                new Settings.Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);

        held(hold(tls, "localhost", tlsPort), Rewrite.FIRST);
    }

    @Test
    void clientCertificate() throws IOException {
        redis.config("tls-auth-clients", "yes");
        SwitchReport without = hold(tls(ours.ca(), ""));
        assertThat(without).isInstanceOf(SwitchReport.Failed.class);
        assertThat(((SwitchReport.Failed) without).failure()).isIn(SwitchFailure.TLS, SwitchFailure.RESET);

        Path client = ours.issue("client", "DNS:watchdog");
        Settings.Tls tls = new Settings.Tls(
                Optional.of(ours.ca()),
                Optional.of(client),
                Optional.of(Certificates.keyOf(client)),
                Optional.empty(),
                false);
        held(hold(tls), Rewrite.FIRST);
        assertStopped(redis);
    }

    @Test
    void certificatesAreReadAtEachConnect() throws IOException {
        Path file = Files.copy(others.ca(), directory.resolve("renewed.pem"), StandardCopyOption.REPLACE_EXISTING);
        try (FlagStore store = Flags.store(settings(tls(file, ""), "127.0.0.1", tlsPort))) {
            failed(store.hold(order("a")), SwitchFailure.TLS);
            Files.copy(ours.ca(), file, StandardCopyOption.REPLACE_EXISTING);
            held(store.hold(order("a")), Rewrite.FIRST);
        }
    }

    @Test
    void filesThatAreNone() throws IOException {
        assertThat(failed(hold(tls(directory.resolve("none.pem"), "")), SwitchFailure.TLS)
                        .detail())
                .contains("none.pem");
        Path text = Files.writeString(directory.resolve("text.pem"), "no certificate");
        assertThat(failed(hold(tls(text, "")), SwitchFailure.TLS).detail()).contains("tls_config");
        Path key = Files.writeString(
                directory.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAA==\n-----END RSA PRIVATE KEY-----\n");
        Settings.Tls tls = new Settings.Tls(
                Optional.of(ours.ca()), Optional.of(server), Optional.of(key), Optional.empty(), false);
        assertThat(failed(hold(tls), SwitchFailure.TLS).detail()).contains("old.key", "openssl pkcs8");
    }

    @Test
    void tlsTowardsAPlainPort() {
        SwitchReport report = hold(tls(ours.ca(), ""), "127.0.0.1", redis.port());

        // Redis waits for the end of a line, which a handshake may or may not have in it
        assertThat(report).isInstanceOf(SwitchReport.Failed.class);
        assertThat(((SwitchReport.Failed) report).failure()).isIn(SwitchFailure.TLS, SwitchFailure.TIMEOUT);
    }

    @Test
    void plainTowardsATlsPort() {
        RedisAddress.Node node = new RedisAddress.Node("127.0.0.1", tlsPort);
        RedisAddress address = new RedisAddress(RedisAddress.Kind.SINGLE, List.of(node), "", 0, false);
        try (FlagStore store = Flags.store(Flags.settings(address))) {
            failed(store.hold(order("a")), SwitchFailure.RESET);
        }
    }

    private static Settings.Tls tls(Path ca, String serverName) {
        return new Settings.Tls(
                Optional.of(ca),
                Optional.empty(),
                Optional.empty(),
                serverName.isEmpty() ? Optional.empty() : Optional.of(serverName),
                false);
    }

    private static SwitchReport hold(Settings.Tls tls) {
        return hold(tls, "127.0.0.1", tlsPort);
    }

    private static SwitchReport hold(Settings.Tls tls, String host, int port) {
        try (FlagStore store = Flags.store(settings(tls, host, port))) {
            return store.hold(order("a"));
        }
    }

    private static Settings.Redis settings(Settings.Tls tls, String host, int port) {
        RedisAddress.Node node = new RedisAddress.Node(host, port);
        RedisAddress address = new RedisAddress(RedisAddress.Kind.SINGLE, List.of(node), "", 0, true);
        return Flags.settings(address, tls, Optional.empty(), Optional.empty());
    }
}
