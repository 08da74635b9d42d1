package io.github.slowatchdog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.servers.Certificates;
import io.github.slowatchdog.servers.ServerProcess;
import io.github.slowatchdog.watch.Boards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API over https, as the command {@code status} sees it. */
class ServedTlsTest {

    @TempDir
    static Path directory;

    private static Certificates ca;
    private static Path desk;
    private static Path person;

    @BeforeAll
    static void issue() {
        ca = Certificates.authority(directory, "ca");
        desk = ca.issue("desk", "DNS:desk.example.org");
        person = ca.issue("person", "DNS:person");
    }

    private static Settings.Serving serving(Path cert, Optional<Path> clients) {
        return new Settings.Serving(
                List.of(), 64, 8, Optional.of(new Settings.ServerTls(cert, Certificates.keyOf(cert), clients)));
    }

    private static Terminal status(ServedBoard server, String... options) {
        String[] command = {"status", "--url", server.url().replace("http:", "https:")};
        String[] all = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(command), java.util.Arrays.stream(options))
                .toArray(String[]::new);
        return new Terminal().run(all);
    }

    @Test
    void whoTrustsItsAuthorityAndNamesItIsAnswered() throws Exception {
        try (ServedBoard server = ServedBoard.of(Boards.fresh().board(), serving(desk, Optional.empty()))) {
            Terminal known = status(server, "--ca-file", ca.ca().toString(), "--server-name", "desk.example.org");
            assertThat(known.exit()).as(known.err()).isZero();
            assertThat(known.out()).contains("vanta-canary");
            Terminal otherName = status(server, "--ca-file", ca.ca().toString());
            assertThat(otherName.exit()).isEqualTo(5);
            Terminal unknown = status(server, "--server-name", "desk.example.org");
            assertThat(unknown.exit()).isEqualTo(5);
            assertThat(new Terminal().run("status", "--url", server.url()).exit())
                    .as("nobody is answered in the clear")
                    .isEqualTo(5);
        }
    }

    @Test
    void clientsShowACertificateWhereThatIsWanted() throws Exception {
        try (ServedBoard server = ServedBoard.of(Boards.fresh().board(), serving(desk, Optional.of(ca.ca())))) {
            String[] known = {"--ca-file", ca.ca().toString(), "--server-name", "desk.example.org"};
            assertThat(status(server, known).exit()).isEqualTo(5);
            String[] shown = {
                "--ca-file",
                ca.ca().toString(),
                "--server-name",
                "desk.example.org",
                "--cert-file",
                person.toString(),
                "--key-file",
                Certificates.keyOf(person).toString()
            };
            Terminal answered = status(server, shown);
            assertThat(answered.exit()).as(answered.err()).isZero();
            Terminal half = status(server, "--cert-file", person.toString());
            assertThat(half.exit()).isEqualTo(4);
            assertThat(half.err()).contains("--cert-file and --key-file go together");
        }
    }

    /** By the configuration of the watchdog itself: the certificate is trusted as it is, under its own name. */
    @Test
    void theConfigurationIsEnough() {
        Settings.Tls tls = new TlsOptions()
                .tls(Optional.of(new Settings.ServerTls(desk, Certificates.keyOf(desk), Optional.empty())));
        assertThat(tls.caFile()).contains(desk);
        assertThat(tls.serverName()).contains("desk.example.org");
        assertThat(WatchdogClient.address(
                        new Settings.Http("0.0.0.0", 9911, Optional.empty(), serving(desk, Optional.empty()))))
                .hasToString("Optional[https://127.0.0.1:9911]");
    }

    @Test
    void aRenewedCertificateCountsWithoutARestart() throws Exception {
        Path cert = Files.copy(desk, directory.resolve("served.pem"));
        Files.copy(Certificates.keyOf(desk), Certificates.keyOf(cert));
        Path renewed = ca.issue("renewed", "DNS:renewed.example.org");
        String[] before = {"--ca-file", ca.ca().toString(), "--server-name", "desk.example.org"};
        String[] after = {"--ca-file", ca.ca().toString(), "--server-name", "renewed.example.org"};
        try (ServedBoard server = ServedBoard.of(Boards.fresh().board(), serving(cert, Optional.empty()))) {
            assertThat(status(server, before).exit()).isZero();
            assertThat(status(server, after).exit()).isEqualTo(5);
            Files.copy(Certificates.keyOf(renewed), Certificates.keyOf(cert), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(renewed, cert, StandardCopyOption.REPLACE_EXISTING);
            ServerProcess.await(
                    "the new one",
                    Duration.ofSeconds(20),
                    () -> status(server, after).exit() == 0);
        }
    }
}
