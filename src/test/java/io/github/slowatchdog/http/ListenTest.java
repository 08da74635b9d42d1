package io.github.slowatchdog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.watch.Boards;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenTest {

    private static ListenException failure(String host, int port) {
        Future<ApiServer> started = RunningServer.listen(
                new Settings.Http(host, port, Optional.empty()),
                () -> Boards.fresh().board(),
                InstantSource.fixed(Boards.NOW),
                Limits.STANDARD);
        ExecutionException failure = catchThrowableOfType(ExecutionException.class, () -> RunningServer.get(started));
        assertThat(failure.getCause()).isInstanceOf(ListenException.class);
        return (ListenException) failure.getCause();
    }

    @Test
    void aPortInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ListenException failure = failure("127.0.0.1", other.getLocalPort());
            assertThat(failure.why()).isEqualTo(ListenException.Why.IN_USE);
            assertThat(failure)
                    .hasMessage("cannot listen on 127.0.0.1:" + other.getLocalPort()
                            + ": another process listens there; end it (ss -ltnp shows it), or set http.listen to a free"
                            + " port");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-such-host.invalid, 0, UNKNOWN_HOST",
        "192.0.2.1, 9911, NOT_LOCAL",
        "127.0.0.1, 70000, OTHER",
    })
    void otherTroubles(String host, int port, ListenException.Why why) {
        ListenException failure = failure(host, port);
        assertThat(failure.why()).isEqualTo(why);
        assertThat(failure.getMessage())
                .startsWith("cannot listen on " + host + ":" + port + ": ")
                .contains("http.listen");
    }

    @Test
    void aCertificateThatIsNone(@TempDir Path directory) throws Exception {
        Path garbage = Files.writeString(directory.resolve("tls.pem"), "garbage");
        Settings.Serving serving = new Settings.Serving(
                List.of(), 64, 8, Optional.of(new Settings.ServerTls(garbage, garbage, Optional.empty())));
        Future<ApiServer> started = RunningServer.listen(
                new Settings.Http("127.0.0.1", 0, Optional.empty(), serving),
                () -> Boards.fresh().board(),
                InstantSource.fixed(Boards.NOW),
                Limits.STANDARD);
        assertThat(started.cause())
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("http.tls_config: " + garbage + " is no certificate");
    }

    /** Tests may run as root, who may listen anywhere: the message is tested by what the system says to others. */
    @Test
    void noPermission() {
        ListenException failure = ListenException.of("::", 80, new SocketException("Permission denied"));
        assertThat(failure.why()).isEqualTo(ListenException.Why.NOT_ALLOWED);
        assertThat(failure)
                .hasMessage(
                        "cannot listen on [::]:80: this user may not listen there; set http.listen to a port of 1024 or"
                                + " above");
    }

    @Test
    void aClosedServerLetsGoOfItsPort() throws Exception {
        RunningServer server = RunningServer.start(Boards.fresh().board());
        int port = server.port();
        assertThat(port).isPositive();
        server.close();
        try (ServerSocket again = new ServerSocket()) {
            again.setReuseAddress(true);
            again.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(again.getLocalPort()).isEqualTo(port);
        }
    }
}
