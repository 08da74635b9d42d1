package io.github.slowatchdog.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Awaited;
import io.github.slowatchdog.servers.Certificates;
import io.github.slowatchdog.servers.TlsServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS with certificates of an authority of our own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {

    private final Vertx vertx = Vertx.vertx();
    private Path directory = Path.of("");
    private Path ours = Path.of("");
    private Path others = Path.of("");
    private Path client = Path.of("");

    @BeforeAll
    void issue(@TempDir Path directory) {
        this.directory = directory;
        Certificates authority = Certificates.authority(directory, "ours");
        authority.issue("local", "IP:127.0.0.1");
        authority.issue("named", "DNS:prometheus.example");
        authority.issueExpired("expired", "IP:127.0.0.1");
        client = authority.issue("client", "DNS:watchdog");
        ours = authority.ca();
        Certificates stranger = Certificates.authority(directory, "others");
        stranger.issue("stranger", "IP:127.0.0.1");
        others = stranger.ca();
    }

    @AfterAll
    void close() {
        Awaited.result(vertx.close());
    }

    private URI serve(String certificate, ClientAuth clientAuth) {
        return TlsServer.serve(
                vertx,
                directory.resolve(certificate + ".pem"),
                ours,
                clientAuth,
                request -> request.response().end(String.valueOf(request.authority())));
    }

    private static Settings.Tls trusting(Path authority) {
        return new Settings.Tls(Optional.of(authority), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    private HttpCaller caller(Settings.Tls tls) {
        return HttpCaller.create(vertx, new Settings.HttpClient(Optional.empty(), Optional.empty(), Map.of(), tls), 1);
    }

    private static Answer call(HttpCaller caller, URI url) {
        return Awaited.result(caller.call(Call.get(url, Duration.ofSeconds(20), 1000)));
    }

    private static void assertKind(Answer answer, Answer.Kind kind) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.kind()).as(failed.detail()).isEqualTo(kind);
            assertThat(failed.detail()).doesNotContain("\n");
        });
    }

    @Test
    void aServerOfTheAuthorityIsTrusted() {
        assertThat(call(caller(trusting(ours)), serve("local", ClientAuth.NONE)))
                .isInstanceOf(Answer.Ok.class);
    }

    @Test
    void aStrangerIsNot() {
        assertKind(call(caller(trusting(ours)), serve("stranger", ClientAuth.NONE)), Answer.Kind.TLS);
        assertKind(call(caller(Settings.Tls.STANDARD), serve("local", ClientAuth.NONE)), Answer.Kind.TLS);
    }

    @Test
    void aCertificateOfAnotherHostIsNot() {
        assertKind(call(caller(trusting(ours)), serve("named", ClientAuth.NONE)), Answer.Kind.TLS);
    }

    @Test
    void anExpiredOneIsNot() {
        assertKind(call(caller(trusting(ours)), serve("expired", ClientAuth.NONE)), Answer.Kind.TLS);
    }

    /** A server that answers the first message with an older version; that it could go on does not matter. */
    @Test
    void anOlderProtocolIsNotSpoken() throws IOException {
        try (ServerSocket old = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> sayTls11(old));
            server.start();
            URI url = URI.create("https://127.0.0.1:" + old.getLocalPort() + "/");
            Answer answer = call(caller(trusting(ours)), url);
            assertKind(answer, Answer.Kind.TLS);
            assertThat(((Answer.Failed) answer).detail()).contains("protocol version");
        }
    }

    private static void sayTls11(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().read();
            byte[] hello = new byte[47];
            System.arraycopy(new byte[] {22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2}, 0, hello, 0, 11);
            // a cipher suite that both still know: only the version is wrong
            hello[44] = (byte) 0xc0;
            hello[45] = 0x13;
            client.getOutputStream().write(hello);
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theServerNameSaysWhoseCertificateItIsAndNotWhereToConnect() {
        Settings.Tls named = new Settings.Tls(
                Optional.of(ours), Optional.empty(), Optional.empty(), Optional.of("prometheus.example"), false);
        URI url = serve("named", ClientAuth.NONE);

        assertThat(call(caller(named), url))
                .isInstanceOfSatisfying(
                        Answer.Ok.class,
                        ok -> assertThat(ok.body().toString()).isEqualTo("127.0.0.1:" + url.getPort()));
    }

    @Test
    void insecureMeansThatNothingIsVerified() {
        Settings.Tls insecure =
                new Settings.Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);

        assertThat(call(caller(insecure), serve("named", ClientAuth.NONE))).isInstanceOf(Answer.Ok.class);
        assertThat(call(caller(insecure), serve("stranger", ClientAuth.NONE))).isInstanceOf(Answer.Ok.class);
    }

    @Test
    void aClientCertificateIsShown() {
        URI url = serve("local", ClientAuth.REQUIRED);
        Settings.Tls showing = new Settings.Tls(
                Optional.of(ours),
                Optional.of(client),
                Optional.of(Certificates.keyOf(client)),
                Optional.empty(),
                false);

        assertThat(call(caller(showing), url)).isInstanceOf(Answer.Ok.class);
        assertThat(call(caller(trusting(ours)), url)).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void aCertificateFileThatChangesIsReadAgain() throws IOException {
        Path file = directory.resolve("rotated.pem");
        Files.copy(others, file);
        HttpCaller caller = caller(trusting(file));
        URI url = serve("local", ClientAuth.NONE);
        assertKind(call(caller, url), Answer.Kind.TLS);

        Files.writeString(file, "\n" + Files.readString(ours));

        assertThat(call(caller, url)).isInstanceOf(Answer.Ok.class);
    }

    @Test
    void aFileThatCannotBeUsedIsToldByName() throws IOException {
        Path file = directory.resolve("not-yet.pem");
        HttpCaller caller = caller(trusting(file));
        URI url = serve("local", ClientAuth.NONE);
        assertKind(call(caller, url), Answer.Kind.CREDENTIALS);

        Files.writeString(file, "this is no certificate");
        assertKind(call(caller, url), Answer.Kind.CREDENTIALS);
        assertKind(call(caller, url), Answer.Kind.CREDENTIALS);

        Files.copy(ours, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(call(caller, url)).isInstanceOf(Answer.Ok.class);
    }
}
